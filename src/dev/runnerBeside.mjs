// `npm run dev`: the page comes from Vite, its calls go to a runner that was started beside it (`npm start`). To the runner
// they look as if its own page had made them; those of any other page keep their origin and are refused there.

const calls = ['/api', '/demo']
const waitMs = 2000

/**
 * A plugin for Vite's development server.
 * @param {string} runnerUrl where the runner is, such as `http://127.0.0.1:4400`
 * @returns {import('vite').Plugin}
 */
export function runnerBeside(runnerUrl) {
  const proxy = {
    target: runnerUrl,
    changeOrigin: true,
    configure(proxied) {
      proxied.on('proxyReq', (request, { headers }) => {
        if (headers.origin === `http://${headers.host}`) request.setHeader('origin', runnerUrl)
      })
    },
  }
  return {
    name: 'runner-beside',
    apply: 'serve',
    config: () => ({ server: { proxy: Object.fromEntries(calls.map((path) => [path, proxy])) } }),
    transformIndexHtml: async () => {
      const content = await tokenOf(runnerUrl)
      return content === undefined
        ? []
        : [{ tag: 'meta', attrs: { name: 'patchbay-token', content }, injectTo: 'head-prepend' }]
    },
  }
}

/** The token that the runner puts into its own page, a new one at each of its starts; undefined where no runner is. */
async function tokenOf(runnerUrl) {
  try {
    const page = await (await fetch(runnerUrl, { signal: AbortSignal.timeout(waitMs) })).text()
    return /<meta name="patchbay-token" content="([^"]+)"/.exec(page)?.[1]
  } catch {
    return undefined
  }
}
