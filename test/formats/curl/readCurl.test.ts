// What people paste, beside what is meant by it. [R1] the words of a shell; [R2] what is forgiven; [R3] variables and their places;
// [R4] what is told.
import { describe, expect, test } from 'vitest'
import { readCurl } from '../../../src/formats/curl/readCurl.ts'
import type { CurlRequest } from '../../../src/formats/curl/request.ts'

function one(text: string): CurlRequest {
  const [request] = readCurl(text).value
  if (request === undefined) throw new Error(`No request in ${text}`)
  return request
}

const body = (text: string) => one(text).body

describe('[R1] words of bash', () => {
  test.each([
    ['quotes side by side', `curl x.io -d 'a'"b"c\\ d`, 'abc d'],
    ['a string in the manner of C', String.raw`curl x.io -d $'it\'s\n\x41\u00e9\303\251\101'`, "it's\nAééA"],
    ['a line that goes on', 'curl x.io \\\n  -d "a\\\nb"', 'ab'],
    ['a comment behind a command', "curl x.io -d a # -d 'b", 'a'],
    ['a here-document', 'curl x.io --data-binary @- <<EOF | jq .\n{"a": 1}\nEOF\necho done', '{"a": 1}\n'],
    ['a here-document without tabs', 'curl x.io --data-binary @- <<-"EOF"\n\t$a\n\tEOF', '$a\n'],
    ['a here-string', 'curl x.io -d @- <<< "a b"', 'a b'],
    ['a pipe', `echo '{"a":1}' | curl x.io -d @-`, '{"a":1}'],
    ['an assignment', `ID=5; curl x.io -d "id=$ID"`, 'id=5'],
    ['a subshell', '(cd x && curl x.io -d a)', 'a'],
    ['what follows', 'curl x.io -d a > out.json 2>&1 && echo "ok"', 'a'],
  ])('%s', (_, text, expected) => {
    expect(body(text)).toEqual([expected])
  })

  test('files stand in a body as files', () => {
    expect(body('curl x.io -d a=1 --data-urlencode b@b.txt -d @c.txt')).toEqual([
      'a=1&b=',
      { file: 'b.txt', as: 'encoded' },
      '&',
      { file: 'c.txt', as: 'joined' },
    ])
    expect(body('cat in.json | curl x.io --json @-')).toEqual([{ file: 'in.json', as: 'bytes' }])
    expect(one('curl x.io -T - < big.bin').files).toEqual(['big.bin'])
  })

  test('a name that every object has is no name of ours', () => {
    expect(one('constructor x | curl x.io -d @-').body).toEqual([{ file: '-', as: 'joined' }])
    expect(one('curl x.io -F a=@b.constructor').parts?.[0]?.type).toBe('application/octet-stream')
    expect(one('curl x.io -d "$(toString)" --constructor').variables).toHaveLength(1)
  })

  test('a command whose output is another command’s word is read too', () => {
    expect(one('TOKEN=$(curl -s https://a.io/token -d x=1 | jq -r .t)').url).toBe('https://a.io/token')
  })

  test('several commands, several addresses and --next are several requests', () => {
    const { value } = readCurl(
      'curl a.io/1 a.io/2 -d x --next a.io/3\ncurl a.io/4; echo; sudo /usr/bin/curl a.io/5',
    )
    expect(value.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST http://a.io/1',
      'POST http://a.io/2',
      'GET http://a.io/3',
      'GET http://a.io/4',
      'GET http://a.io/5',
    ])
  })
})

describe('[R1] words of cmd and PowerShell', () => {
  test.each([
    ['cmd: carets', 'curl ^\n -d ^"^{^\\^"a^\\^":1^}^" ^\n x.io', '{"a":1}'],
    ['cmd: doubled quotes', 'curl x.io -d "{""a"":""b & c""}"', '{"a":"b & c"}'],
    ['cmd: escaped quotes', 'curl.exe x.io -d "{\\"a\\":1}"', '{"a":1}'],
    ['cmd: a line break in a word', 'curl x.io ^\n -d "a"^\n\n"b"', 'a\nb'],
    ['PowerShell: backticks', 'curl.exe x.io `\n -d "a`"b`nc"', 'a"b\nc'],
    ['PowerShell: a here-string', `$body = @'\n{"a": "it's"}\n'@\ncurl.exe x.io -d $body`, `{"a": "it's"}`],
    ['PowerShell: quotes for older ones', `curl.exe x.io -d '{\\"a\\":1}'`, '{"a":1}'],
    ['PowerShell: doubled quotes', `curl.exe x.io -d 'it''s' # -d b`, "it's"],
  ])('%s', (_, text, expected) => {
    expect(body(text)).toEqual([expected])
  })
})

describe('[R2] what is forgiven', () => {
  test.each([
    ['a bare & in an address', 'curl https://a.io/x?a=1&b=2 -H "A: b"', 'https://a.io/x?a=1&b=2'],
    ['a bare & and one at the end', 'curl https://a.io/x?a=1&b=2 &', 'https://a.io/x?a=1&b=2'],
    ['a bare placeholder', 'curl https://a.io/<YOUR ID>/x -u <user>:<password>', 'https://a.io/<YOUR ID>/x'],
    ['a prompt', '$ curl https://a.io/x \\\n> -H "A: b"', 'https://a.io/x'],
    ['a code block', '```bash\ncurl https://a.io/x -H "A: b"\n```', 'https://a.io/x'],
    ['typographic quotes', 'curl “https://a.io/x” –H ‘A: b’', 'https://a.io/x'],
    ['a missing backslash', 'curl https://a.io/x\n  -H "A: b"\n  --compressed', 'https://a.io/x'],
    ['a blank behind a backslash', 'curl \\ \n https://a.io/x -H "A: b"', 'https://a.io/x'],
    ['a backslash at the end', 'curl https://a.io/x -H "A: b" \\', 'https://a.io/x'],
    ['an equals sign behind an option', 'curl --header="A: b" --url=https://a.io/x', 'https://a.io/x'],
    ['Windows line ends', 'curl https://a.io/x \\\r\n  -H "A: b"\r\n', 'https://a.io/x'],
    ['a quote that nothing closes', "curl https://a.io/x -H 'A: b", 'https://a.io/x'],
  ])('%s', (_, text, url) => {
    const { value } = readCurl(text)
    expect(value).toHaveLength(1)
    expect(value[0]?.url).toBe(url)
    expect(value[0]?.headers).toEqual(text.includes('A: b') ? [['A', 'b']] : [])
  })

  test('placeholders are no redirections, and redirections no placeholders', () => {
    expect(one('curl -u <user>:<password> https://a.io').auth).toEqual({
      scheme: 'basic',
      user: '<user>',
      password: '<password>',
    })
    expect(body('curl https://a.io -d @- <in.json >out.json')).toEqual([{ file: 'in.json', as: 'joined' }])
  })
})

describe('[R3] variables', () => {
  const told = (text: string) =>
    one(text).variables.map(({ name, form, text, places }) => [
      name,
      form,
      text,
      places.map((place) => place.in).join(),
    ])

  test.each([
    [
      'curl "$BASE/x/${ID}" -H "Authorization: Bearer $TOKEN"',
      [
        ['BASE', 'shell', '$BASE', 'url'],
        ['ID', 'shell', '$ID', 'url'],
        ['TOKEN', 'shell', '$TOKEN', 'header'],
      ],
    ],
    ['curl https://a.io/x -H "A: %TOKEN%"', [['TOKEN', 'shell', '%TOKEN%', 'header']]],
    ['curl.exe https://a.io/x -H "A: $env:TOKEN"', [['TOKEN', 'shell', '$env:TOKEN', 'header']]],
    [
      'curl {{base}}/x?k={{ key }} -u {{user}}:',
      [
        ['base', 'template', '{{base}}', 'url'],
        ['key', 'template', '{{ key }}', 'url'],
        ['user', 'template', '{{user}}', 'user'],
      ],
    ],
    [
      "curl https://a.io/{id}/b -d '{id}' -H 'K: {key}'",
      [
        ['id', 'braces', '{id}', 'url'],
        ['key', 'braces', '{key}', 'header'],
      ],
    ],
    [
      `curl https://a.io/<id> -d '{"a":"<YOUR NAME>","b":"<b>x</b>"}'`,
      [
        ['id', 'placeholder', '<id>', 'url'],
        ['YOUR NAME', 'placeholder', '<YOUR NAME>', 'body'],
      ],
    ],
    ['curl https://a.io -d "$(date +%s)"', [['date', 'command', '$(date +%s)', 'body']]],
    ["curl https://a.io -d '$a' -H 'B: $b %c%'", []],
    ['curl "https://a.io/?a=%C3%A9"', []],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected)
  })

  test('have places, encoded where the command encodes them', () => {
    const request = one(`curl https://a.io --data-urlencode "q=a $Q" -d '$Q'`)
    expect(request.body).toEqual(['q=a+%24Q&$Q'])
    expect(request.variables).toEqual([
      {
        name: 'Q',
        form: 'shell',
        text: '$Q',
        places: [{ in: 'body', at: 0, start: 4, end: 8, encoded: true }],
      },
    ])
  })

  test('characters of the private use area are what they are', () => {
    const request = one('curl https://a.io -d "\u{E000}$A\u{E001}"')
    expect(request.body).toEqual(['\u{E000}$A\u{E001}'])
    expect(request.variables.map(({ name }) => name)).toEqual(['A'])
  })
})

describe('[R4] what is told', () => {
  test.each([
    ['', 'There is no curl command in the text.'],
    ['hello', 'There is no curl command in the text.'],
    ['curl -s', 'The curl command names no address.'],
  ])('of “%s”', (text, expected) => {
    expect(readCurl(text)).toMatchObject({ value: [], warnings: [expected] })
  })

  test('what is left out, and nothing of what is only printed', () => {
    const { warnings, transfer } = one(
      'curl -sSLk -o x --cacert a.pem -x p:1 --wow --max-time 2.5 --retry 3 https://a.io',
    )
    expect(transfer).toEqual({ followRedirects: true, insecure: true, timeoutMs: 2500, retries: 3 })
    expect(warnings).toEqual([
      '--cacert is about certificates and encryption, and is left out.',
      '-x is about a proxy, and is left out.',
      '--wow is no option of curl that is known here, and is left out.',
    ])
  })

  test('of a list of addresses that curl would ask for', () => {
    expect(one('curl https://a.io/[1-9].png').warnings).toHaveLength(1)
    expect(one('curl -g https://a.io/[1-9].png').warnings).toEqual([])
  })
})
