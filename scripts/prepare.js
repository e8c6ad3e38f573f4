/** What npm runs after it has installed the packages: without a bundle all works as well, only slower. */

try {
  const {bundleEngine} = await import('./bundle-engine.ts')
  await bundleEngine()
} catch (problem) {
  console.error(`The engine was not bundled, so commands take half a second longer: ${problem.message.split('\n')[0]}`)
}
