import { describe, expect, it } from 'vitest'
import { blank, channelKinds, draftOf, settingsOf, type ChannelDraft } from './channel'

const draft = (settings: ChannelDraft['settings'], headers = ''): ChannelDraft => ({ code: 'c', name: 'c', active: true, kinds: [], settings, headers })

describe('a channel being written', () => {
  it('begins with the fields of its kind', () => {
    for (const kind of channelKinds) expect(blank(kind).kind).toBe(kind)
  })

  it('sends nothing where nothing was typed, so that what is kept stays', () => {
    expect(settingsOf(draft({ kind: 'email', host: 'm', port: 25, security: 'none', username: ' ', password: '', from: 'a@b.cn' }))).toMatchObject({ username: null, password: null })
    expect(settingsOf(draft({ kind: 'dingtalk', url: 'https://a', secret: '' }))).toEqual({ kind: 'dingtalk', url: 'https://a', secret: null })
  })

  it('reads headings line by line, with colons in their values', () => {
    const sms = settingsOf(draft({ kind: 'sms', url: 'u', headers: {}, body: 'b', taken: '' }, 'X-Key: a:b\n\n Other :c\n: none'))
    expect(sms).toMatchObject({ headers: { 'X-Key': 'a:b', Other: 'c' } })
    const shown = draftOf({ code: 'c', name: 'c', kind: { code: 'sms', name: '' }, personal: true, settings: sms, kinds: [], active: true, version: 3 })
    expect(shown.headers).toBe('X-Key: a:b\nOther: c')
    expect(settingsOf(shown)).toEqual(sms)
  })
})
