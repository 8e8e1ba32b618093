/** Does something so many times, two at once: most of the time is waiting for processes to begin. */
export async function inLanes<Result>(
  times: number,
  work: (time: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let time = next++; time < times; time = next++) results[time] = await work(time)
  }
  await Promise.all([lane(), lane()])
  return results
}
