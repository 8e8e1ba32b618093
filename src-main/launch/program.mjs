/**
 * The built program for the words after `shellac`, and its own words.
 *
 * @param {readonly string[]} words
 * @returns {{ program: 'cli.js' | 'serve.js', parameters: readonly string[] }}
 */
export function programFor(words) {
  const [first, ...rest] = words
  if (first === 'serve') return { program: 'serve.js', parameters: rest }
  const asksForServe = ['help', '--help', '-h'].includes(first) && rest[0] === 'serve'
  return asksForServe
    ? { program: 'serve.js', parameters: ['--help'] }
    : { program: 'cli.js', parameters: words }
}
