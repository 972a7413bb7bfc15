import type { ChannelView, CreateChannel } from '@/shared/api/types'

/** How a channel is reached, whatever its kind. */
export type ChannelSettings = CreateChannel['settings']
export type ChannelKind = ChannelSettings['kind']
export const channelKinds: readonly ChannelKind[] = ['email', 'sms', 'wecom', 'dingtalk', 'feishu', 'webhook', 'web_push']
/** The services of the common browsers, as their makers document them. */
const pushServices = ['fcm.googleapis.com', 'updates.push.services.mozilla.com', '*.push.apple.com', '*.notify.windows.com']
export const securities = ['tls', 'starttls', 'none'] as const

/** A channel being written: what the form binds to. `version` is none for a new one. */
export interface ChannelDraft {
  code: string
  name: string
  active: boolean
  kinds: ChannelView['kinds']
  settings: ChannelSettings
  /** The headings of a gateway, one a line: `Name: value`. */
  headers: string
  version?: number
}

/** What a new channel of a kind begins with. */
export function blank(kind: ChannelKind): ChannelSettings {
  switch (kind) {
    case 'email':
      return { kind, host: '', port: 465, security: 'tls', username: null, password: null, from: '' }
    case 'sms':
      return { kind, url: '', headers: {}, body: '{"mobile":"{{ mobile }}","content":"{{ text }}"}', taken: '' }
    case 'dingtalk':
    case 'feishu':
      return { kind, url: '', secret: null }
    case 'webhook':
      return { kind, url: '', secret: '' }
    case 'web_push':
      return { kind, contact: '', services: [...pushServices], private_key: null, public_key: null }
    case 'wecom':
      return { kind, url: '' }
  }
}

export function draftOf(channel: ChannelView): ChannelDraft {
  const settings = { ...channel.settings }
  const headers = settings.kind === 'sms' ? Object.entries(settings.headers ?? {}).map(([name, value]) => `${name}: ${value}`).join('\n') : ''
  return { code: channel.code, name: channel.name, active: channel.active, kinds: [...channel.kinds], settings, headers, version: channel.version }
}

/** The settings as they are sent; an empty user, password or secret is none. */
export function settingsOf(draft: ChannelDraft): ChannelSettings {
  const s = draft.settings
  const some = (text?: string | null) => text?.trim() || null
  if (s.kind === 'email') return { ...s, username: some(s.username), password: some(s.password) }
  if (s.kind === 'dingtalk' || s.kind === 'feishu') return { ...s, secret: some(s.secret) }
  if (s.kind === 'web_push') return { ...s, contact: s.contact.trim(), services: s.services.map((one) => one.trim()).filter(Boolean) }
  if (s.kind !== 'sms') return s
  const lines = draft.headers.split('\n').map((line) => line.split(':')).filter(([name]) => name?.trim())
  return { ...s, headers: Object.fromEntries(lines.map(([name = '', ...value]) => [name.trim(), value.join(':').trim()])) }
}
