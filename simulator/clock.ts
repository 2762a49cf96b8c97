/** The simulated time. It stands still until the caller moves it, so every run is the same. */
export class Clock {
  private milliseconds = Date.UTC(2026, 0, 1);

  /** Milliseconds since 1970, in simulated time. */
  public now(): number {
    return this.milliseconds;
  }

  /** The simulated time as Google prints it. */
  public timestamp(): string {
    return new Date(this.milliseconds).toISOString();
  }

  /** Moves time forward. */
  public advance(seconds: number): void {
    if (!(seconds >= 0)) throw new RangeError(`time only moves forward: ${seconds}`);
    this.milliseconds += seconds * 1000;
  }

  /** Continues from a saved time. */
  public restore(milliseconds: number): void {
    this.milliseconds = milliseconds;
  }
}
