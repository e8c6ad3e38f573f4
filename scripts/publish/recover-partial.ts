/** `dist.partial-PID`, which builds of earlier versions left beside the output folder when they were killed → what it held back in place. */

import path from 'node:path'
import {absent, type Disk, makeFolders, removeAll} from './disk.ts'

/** Take back what such a build had moved away and not replaced, and remove the rest. */
export async function recoverPartial(base: string, on: Disk): Promise<void> {
  const beside = path.dirname(base)
  const names: string[] = await on.readdir(beside).catch(() => [])
  for (const name of names) {
    if (!name.startsWith(`${path.basename(base)}.partial-`) || !/-\d+$/.test(name)) continue
    const old = path.join(beside, name, 'old')
    for (const entry of (await on.readdir(old).catch(absent)) ?? []) {
      const place = path.join(base, entry)
      await makeFolders(base, on)
      if ((await on.lstat(place).catch(absent)) === undefined) await on.rename(path.join(old, entry), place)
    }
    await removeAll(path.join(beside, name), on)
  }
}
