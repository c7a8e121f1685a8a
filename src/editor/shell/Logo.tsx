/** Patchbay's mark: two sockets and a cable. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <rect x="1" y="1" width="18" height="18" rx="5" fill="var(--text)" />
      <circle cx="6.5" cy="6.5" r="2" stroke="var(--surface)" strokeWidth="1.5" />
      <circle cx="13.5" cy="13.5" r="2" stroke="var(--surface)" strokeWidth="1.5" />
      <path d="M6.5 8.5c0 5 7 -2 7 3" stroke="var(--surface)" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  )
}
