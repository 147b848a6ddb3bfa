/**
 * What glibc is told of the station's memory (mallopt(3)): papers, sounds and pictures, all larger than 128 KiB, go back to the
 * machine when they are freed, and few arenas share what is smaller. Left to itself glibc raises that limit with each large piece
 * that is freed, and keeps more and more holes between small ones. Other systems ignore it.
 */
const steadyMalloc = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** The station's environment: that of whoever starts it, whose own word on memory counts. */
export const stationEnvironment = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...steadyMalloc,
  ...environment,
});
