import { useI18n } from 'vue-i18n'
import { api, take } from '@/shared/api/client'
import type { DutyChangeView } from '@/shared/api/types'
import { useAct } from '@/shared/api/useAct'
import { ElMessage, ElMessageBox } from '@/shared/ui/element'

/** What may be done with a change: it is withdrawn, and one that failed is tried again. Both are asked first. */
export function useDutyChange(done: () => void) {
  const { t } = useI18n()
  const { acting, said, act } = useAct()
  const at = (c: DutyChangeView) => ({ params: { path: { id: c.id }, header: { 'If-Match': `"${c.version}"` } } })

  async function ask(deed: 'withdraw' | 'effect', change: DutyChangeView, call: () => Promise<unknown>): Promise<void> {
    const text = t(`dutyChange.${deed}Ask`, { subject: change.subject.name, what: change.sentence })
    const button = t(`dutyChange.${deed}`)
    if (!(await ElMessageBox.confirm(text, t(`dutyChange.${deed}Title`), { confirmButtonText: button, cancelButtonText: t('word.cancel') }).catch(() => false))) return
    if (await act(call)) ElMessage.success(t(`dutyChange.${deed}Done`))
    // Refused or done: the change is in another state than it was.
    done()
  }
  const withdraw = (c: DutyChangeView) => ask('withdraw', c, () => take(api.POST('/api/v1/duty-changes/{id}/withdrawal', at(c))))
  const effect = (c: DutyChangeView) => ask('effect', c, () => take(api.POST('/api/v1/duty-changes/{id}/effect', at(c))))
  return { acting, said, withdraw, effect }
}
