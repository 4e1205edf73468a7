// A control body that cannot be used: one sentence says why.

export class ControlProblem extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}
