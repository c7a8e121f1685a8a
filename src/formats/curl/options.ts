import { addData, binaryData, encodedData, plainData, queryData } from './data.ts'
import type { Draft } from './draft.ts'
import { addFormField, addFormText } from './form.ts'
import { httpDate } from './httpDate.ts'
import type { Transfer } from './request.ts'

/**
 * curl's options (https://curl.se/docs/manpage.html), one row each. What an option does is what it adds to a draft; an option
 * that does nothing to a request says why it is left out.
 */
export type Option =
  | { name: string; short?: string; takes: true; does(draft: Draft, value: string): void }
  /** `on` is false where it was written `--no-NAME`. */
  | { name: string; short?: string; takes: false; does(draft: Draft, on: boolean): void }
  | { name: string; short?: string; takes: boolean; does: LeftOut }

/** Why an option does nothing to a request. What is `quiet` needs no word: it is about what curl prints and where. */
export type LeftOut =
  | 'quiet'
  | 'address'
  | 'certificate'
  | 'proxy'
  | 'protocol'
  | 'credential'
  | 'pace'
  | 'other'

/** What a person is told. */
export const leftOut: Record<Exclude<LeftOut, 'quiet'>, string> = {
  address: 'is about how the host is found and reached, and is left out',
  certificate: 'is about certificates and encryption, and is left out',
  proxy: 'is about a proxy, and is left out',
  protocol: 'is about the protocol below the request, and is left out',
  credential: 'takes a credential from elsewhere, and is left out: fill it in by hand',
  pace: 'is about how fast and how often curl sends, and is left out',
  other: 'has no counterpart here and is left out',
}

const flag = (name: string, short: string, does: (draft: Draft, on: boolean) => void): Option => ({
  name,
  ...(short === '' ? {} : { short }),
  takes: false,
  does,
})
const takes = (name: string, short: string, does: (draft: Draft, value: string) => void): Option => ({
  name,
  ...(short === '' ? {} : { short }),
  takes: true,
  does,
})
const scheme = (name: Draft['scheme']) => (draft: Draft, on: boolean) => {
  if (on) draft.scheme = name
  else if (draft.scheme === name) draft.scheme = 'basic'
}
const amount =
  (key: 'timeoutMs' | 'connectTimeoutMs' | 'maxRedirects' | 'retries', factor: number) =>
  (draft: Draft, value: string) => {
    const number = Number.parseFloat(value)
    if (Number.isFinite(number)) draft.transfer[key] = Math.round(number * factor)
  }
const turn =
  (key: keyof Transfer & ('followRedirects' | 'insecure' | 'compressed')) => (draft: Draft, on: boolean) => {
    if (on) draft.transfer[key] = true
    else delete draft.transfer[key]
  }

/** `600` alone is from there to the end. */
const range = (value: string): string => (/^\d+$/.test(value) ? `${value}-` : value)

function condition(draft: Draft, value: string): void {
  const date = httpDate(value)
  const name = value.startsWith('-') ? 'If-Unmodified-Since' : 'If-Modified-Since'
  if (date === undefined)
    draft.warnings.add(
      '-z asks for what is newer than a file here; there is no such file, and it is left out.',
    )
  else draft.condition = [name, date]
}

const acting: readonly Option[] = [
  takes('url', '', (draft, value) => draft.urls.push(value)),
  takes('request', 'X', (draft, value) => {
    draft.method = value
  }),
  takes('header', 'H', (draft, value) => draft.headers.push(value)),
  flag('head', 'I', (draft, on) => {
    draft.head = on
  }),
  flag('get', 'G', (draft, on) => {
    draft.get = on
  }),
  takes('data', 'd', (draft, value) => addData(draft, plainData(draft, value))),
  takes('data-ascii', '', (draft, value) => addData(draft, plainData(draft, value))),
  takes('data-binary', '', (draft, value) => addData(draft, binaryData(draft, value))),
  takes('data-raw', '', (draft, value) => addData(draft, value)),
  takes('data-urlencode', '', (draft, value) => addData(draft, encodedData(draft, value))),
  takes('json', '', (draft, value) => {
    draft.json = true
    addData(draft, binaryData(draft, value), '')
  }),
  takes('form', 'F', addFormField),
  takes('form-string', '', addFormText),
  takes('url-query', '', (draft, value) => draft.query.push(queryData(draft, value))),
  takes('upload-file', 'T', (draft, value) => draft.uploads.push(value)),
  takes('user', 'u', (draft, value) => {
    draft.user = value
  }),
  takes('oauth2-bearer', '', (draft, value) => {
    draft.bearer = value
  }),
  takes('aws-sigv4', '', (draft, value) => {
    draft.awsProvider = value
  }),
  flag('basic', '', scheme('basic')),
  flag('digest', '', scheme('digest')),
  flag('ntlm', '', scheme('ntlm')),
  flag('ntlm-wb', '', scheme('ntlm')),
  flag('negotiate', '', scheme('negotiate')),
  flag('anyauth', '', scheme('any')),
  takes('cookie', 'b', (draft, value) => {
    if (value.includes('=')) draft.cookies.push(value)
    else if (value !== '') draft.files.add(value)
  }),
  takes('user-agent', 'A', (draft, value) => {
    draft.agent = value
  }),
  takes('referer', 'e', (draft, value) => {
    draft.referer = value.replace(/;auto$/, '')
  }),
  takes('range', 'r', (draft, value) => {
    draft.range = range(value)
  }),
  takes('continue-at', 'C', (draft, value) => {
    if (/^\d+$/.test(value)) draft.range = `${value}-`
  }),
  takes('time-cond', 'z', condition),
  takes('request-target', '', (draft, value) => {
    draft.requestTarget = value
  }),
  flag('globoff', 'g', (draft, on) => {
    draft.globs = !on
  }),
  flag('path-as-is', '', (draft, on) => {
    draft.pathAsIs = on
  }),
  flag('location', 'L', turn('followRedirects')),
  flag('location-trusted', '', turn('followRedirects')),
  flag('insecure', 'k', turn('insecure')),
  flag('compressed', '', turn('compressed')),
  takes('max-redirs', '', amount('maxRedirects', 1)),
  takes('max-time', 'm', amount('timeoutMs', 1000)),
  takes('connect-timeout', '', amount('connectTimeoutMs', 1000)),
  takes('retry', '', amount('retries', 1)),
]

/** `NAME`, `NAME/SHORT`, and `=` behind one that takes a value. */
const inert: Record<LeftOut, string> = {
  quiet: `include/i silent/s show-error/S verbose/v fail/f fail-with-body fail-early no-progress-meter progress-bar/#
    output/o= output-dir= remote-name/O remote-name-all remote-header-name/J remote-time/R remove-on-error create-dirs
    create-file-mode= clobber write-out/w= dump-header/D= stderr= trace= trace-ascii= trace-time trace-ids trace-config= buffer
    no-buffer/N styled-output cookie-jar/c= junk-session-cookies/j etag-save= raw xattr parallel/Z parallel-immediate parallel-max=
    disable/q help/h manual/M version/V libcurl= progress-meter keepalive sessionid alt-svc= hsts= suppress-connect-headers
    max-filesize= skip-existing`,
  address: `resolve= connect-to= interface= ipv4/4 ipv6/6 local-port= unix-socket= abstract-unix-socket= dns-interface=
    dns-ipv4-addr= dns-ipv6-addr= dns-servers= doh-url= doh-insecure doh-cert-status happy-eyeballs-timeout-ms= tcp-fastopen
    tcp-nodelay keepalive-time= keepalive-cnt= haproxy-protocol haproxy-clientip= ip-tos= vlan-priority= proto-default=`,
  certificate: `cert/E= cert-type= cert-status key= key-type= pass= cacert= capath= crlfile= ca-native pinnedpubkey= ciphers=
    tls13-ciphers= curves= sigalgs= ssl ssl-reqd ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-revoke-best-effort sslv2/2
    sslv3/3 tlsv1/1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tls-max= tls-earlydata tlsauthtype= tlsuser= tlspassword= engine= egd-file=
    random-file= false-start alpn npn ech= cert-compression hostpubmd5= hostpubsha256=`,
  proxy: `proxy/x= proxy-user/U= proxytunnel/p noproxy= preproxy= proxy-header= proxy1.0= socks4= socks4a= socks5= socks5-hostname=
    socks5-basic socks5-gssapi socks5-gssapi-nec socks5-gssapi-service= proxy-anyauth proxy-basic proxy-digest proxy-negotiate
    proxy-ntlm proxy-insecure proxy-cacert= proxy-capath= proxy-ca-native proxy-cert= proxy-cert-type= proxy-ciphers= proxy-crlfile=
    proxy-key= proxy-key-type= proxy-pass= proxy-pinnedpubkey= proxy-service-name= proxy-ssl-allow-beast
    proxy-ssl-auto-client-cert proxy-tls13-ciphers= proxy-tlsauthtype= proxy-tlsuser= proxy-tlspassword= proxy-tlsv1 proxy-http2`,
  protocol: `http0.9 http1.0/0 http1.1 http2 http2-prior-knowledge http3 http3-only expect100-timeout= ignore-content-length
    tr-encoding proto= proto-redir= post301 post302 post303 disallow-username-in-url`,
  credential: `netrc/n netrc-file= netrc-optional config/K= login-options= sasl-authzid= sasl-ir service-name= delegation= krb=
    etag-compare= variable=`,
  pace: `rate= limit-rate= speed-limit/Y= speed-time/y= retry-delay= retry-max-time= retry-connrefused retry-all-errors`,
  other: `append/a use-ascii/B crlf list-only/l quote/Q= telnet-option/t= ftp-port/P= ftp-pasv ftp-method= ftp-account=
    ftp-alternative-to-user= ftp-create-dirs ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-ccc-mode= ftp-ssl-control disable-eprt
    disable-epsv mail-from= mail-rcpt= mail-auth= mail-rcpt-allowfails tftp-blksize= tftp-no-options pubkey= compressed-ssh
    metalink form-escape`,
}

const inertOptions: Option[] = (Object.entries(inert) as [LeftOut, string][]).flatMap(([does, names]) =>
  names.split(/\s+/).map((written) => {
    const [, name = '', short, value] = /^([^/=]+)(?:\/(.))?(=)?$/.exec(written) ?? []
    return { name, ...(short === undefined ? {} : { short }), takes: value !== undefined, does }
  }),
)

const options: readonly Option[] = [...acting, ...inertOptions]
const byName = new Map(options.map((option) => [option.name, option]))
const byShort = new Map(
  options.flatMap((option) => (option.short === undefined ? [] : [[option.short, option]])),
)

export const shortOption = (letter: string): Option | undefined => byShort.get(letter)

/** An option by its name or by the beginning of its name, where only one begins so. */
export function longOption(name: string): Option | undefined {
  const exact = byName.get(name)
  if (exact !== undefined || name.length < 2) return exact
  const [first, ...others] = options.filter((option) => option.name.startsWith(name))
  return others.length === 0 ? first : undefined
}
