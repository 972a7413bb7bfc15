/** Where to go after signing in: only ever a path of this application. */
export function homeward(to: unknown): string {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') && !to.startsWith('/password') ? to : '/'
}
