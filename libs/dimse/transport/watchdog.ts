/** Barks once when it has not been fed for as long as it was told to wait. */
export class Watchdog {
  private timer: NodeJS.Timeout | undefined;
  private wait: { ms: number; because: string } | null = null;

  constructor(private readonly bark: (because: string) => void) {}

  /** Waits anew from now on. */
  expect(ms: number, because: string): void {
    this.rest();
    this.wait = { ms, because };
    this.timer = setTimeout(() => this.bark(because), ms);
  }

  /** Waits as long again as it was told last. */
  feed(): void {
    if (this.wait) this.expect(this.wait.ms, this.wait.because);
  }

  rest(): void {
    clearTimeout(this.timer);
  }
}
