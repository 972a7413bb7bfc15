import type { Problem } from './types'

/** Why a call gave nothing: the kind decides what the screen offers (retry, sign in, go back). */
export type RefusalKind = 'offline' | 'signed-out' | 'forbidden' | 'gone' | 'conflict' | 'refused' | 'fault'

/** A call that did not succeed, with the server's own sentence where it gave one. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly problem?: Problem,
  ) {
    super(problem?.detail || problem?.title || kind)
  }

  /** Sentences for single fields, keyed by the field's name. */
  get fields(): Record<string, string> {
    const named = this.problem?.errors?.map((e) => [(e.pointer ?? '').replace(/^[#/]+/, ''), e.detail] as const)
    return Object.fromEntries(named ?? [])
  }
}

/** Sorts an HTTP status into what it means for the person at the screen. */
export function kindOf(status: number): RefusalKind {
  if (status === 401) return 'signed-out'
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'gone'
  if (status === 409 || status === 412 || status === 428) return 'conflict'
  return status >= 500 ? 'fault' : 'refused'
}

/** Reads a body as problem+json if it looks like one. */
export function problemOf(body: unknown): Problem | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  return 'title' in body || 'detail' in body || 'code' in body ? (body as Problem) : undefined
}
