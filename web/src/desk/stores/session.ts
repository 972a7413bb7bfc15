import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { api, take } from '@/shared/api/client'
import { Refusal } from '@/shared/api/refusal'
import type { Me } from '@/shared/api/types'
import type { Lang } from '@/shared/i18n'
import { deskWorker, forgetBrowser } from '@/shared/notice/usePush'
import { useCampaign } from './campaign'

/** Who is at the screen. The server decides what may be done; this only decides what is offered. */
export const useSession = defineStore('session', () => {
  const me = shallowRef<Me>()
  const campaign = useCampaign()

  function enter(told: Me): Me {
    me.value = told
    campaign.learn(told.campaign)
    return told
  }

  /** Asks who we are; nothing when signed out. Other refusals are thrown. */
  async function recognise(): Promise<Me | undefined> {
    if (me.value) return me.value
    try {
      return enter(await take(api.GET('/api/v1/me')))
    } catch (cause) {
      if (cause instanceof Refusal && cause.kind === 'signed-out') return undefined
      throw cause
    }
  }

  async function signIn(login: string, password: string): Promise<Me> {
    return enter(await take(api.POST('/api/v1/session', { body: { login, password } })))
  }

  async function signOut(): Promise<void> {
    await forgetBrowser(deskWorker)
    await take(api.DELETE('/api/v1/session'))
    me.value = undefined
  }

  async function changePassword(current: string, fresh: string): Promise<void> {
    await take(api.PUT('/api/v1/me/password', { body: { current, new: fresh } }))
    me.value = undefined
    await recognise()
  }

  /** The language is also kept with the account, so that documents follow; failing is harmless. */
  async function keepLang(lang: Lang): Promise<void> {
    if (me.value) await api.PUT('/api/v1/me/lang', { body: { lang } }).catch(() => undefined)
  }

  function forget(): void {
    me.value = undefined
  }

  return { me, recognise, signIn, signOut, changePassword, keepLang, forget }
})
