/** Before all tests: the programs that the tests look at PDFs and pages with. */

import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'

/** Program → Debian package that brings it. */
const programs = {qpdf: 'qpdf', pdftotext: 'poppler-utils', chromium: 'chromium', soffice: 'libreoffice-impress'}

/**
 * Install what is missing when that is possible without a question (Debian, as root), or say in one line what to install.
 *
 * @throws {Error} that names the missing programs.
 */
export default function setup(): void {
  const absent = missing()
  if (absent.length === 0) return
  const packages = [...new Set(absent.map((program) => programs[program]))]
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error(`Installing ${packages.join(', ')} for the tests`)
    const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'}
    execFileSync('apt-get', ['update', '-qq'], {env, stdio: ['ignore', 'ignore', 'inherit']})
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      env,
      stdio: ['ignore', 'ignore', 'inherit']
    })
  }
  const still = missing()
  if (still.length > 0) {
    throw new Error(
      `The tests need ${still.join(', ')}: install ${packages.join(', ')} (Debian's names) and run them again.`
    )
  }
}

function missing(): Array<keyof typeof programs> {
  return (Object.keys(programs) as Array<keyof typeof programs>).filter((program) => {
    if (program === 'chromium' && process.env.CHROMIUM_PATH && existsSync(process.env.CHROMIUM_PATH)) return false
    return !(process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`))
  })
}
