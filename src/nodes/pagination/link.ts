/** One target of a `Link` header. */
export interface Link {
  readonly target: string
  /** Relations, in lower case. */
  readonly rels: readonly string[]
}

/**
 * Reads `Link` header lines (RFC 8288, 3; https://www.rfc-editor.org/rfc/rfc8288#section-3): several links in a line, several
 * lines, several relations in one `rel`, commas and semicolons inside `<>` and quotes. What cannot be read is passed over. Of
 * two `rel` of one link the first counts, as the text demands.
 */
export function readLinks(lines: readonly string[]): Link[] {
  return lines.flatMap((line) => new LinkReader(line).read())
}

/** The target of the first link with this relation. */
export function findLink(lines: readonly string[], rel: string): string | undefined {
  const wanted = rel.trim().toLowerCase()
  return readLinks(lines).find(({ rels }) => rels.includes(wanted))?.target
}

class LinkReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): Link[] {
    const links: Link[] = []
    for (let open = this.#text.indexOf('<', this.#at); open >= 0; open = this.#text.indexOf('<', this.#at)) {
      const close = this.#text.indexOf('>', open)
      if (close < 0) break
      this.#at = close + 1
      const target = this.#text.slice(open + 1, close).trim()
      links.push({ target, rels: this.#parameters() })
    }
    return links
  }

  /** Up to the comma that ends the link. Gives its relations. */
  #parameters(): string[] {
    let rels: string[] | undefined
    while (this.#skip(';')) {
      const name = this.#take(/[^\s=;,]*/y).toLowerCase()
      const value = this.#skip('=') ? this.#value() : ''
      if (name === 'rel') rels ??= value.toLowerCase().split(/\s+/).filter(Boolean)
    }
    return rels ?? []
  }

  #value(): string {
    this.#take(/\s*/y)
    if (this.#text[this.#at] !== '"') return this.#take(/[^\s;,]*/y)
    const quoted = this.#take(/"(?:[^"\\]|\\.)*"?/y)
    return quoted.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1')
  }

  #skip(sign: string): boolean {
    this.#take(/\s*/y)
    if (this.#text[this.#at] !== sign) return false
    this.#at += 1
    this.#take(/\s*/y)
    return true
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const taken = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += taken.length
    return taken
  }
}
