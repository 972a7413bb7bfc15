import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { api, onSignedOut, take } from '@/shared/api/client'
import { onBroken } from '@/shared/api/stream'
import { useSession } from './stores/session'

const routes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', component: () => import('./features/session/SessionSignIn.vue'), meta: { bare: true, open: true, title: 'session.title' } },
  { path: '/password', name: 'password', component: () => import('./features/session/SessionPassword.vue'), meta: { bare: true, title: 'session.newTitle' } },
  { path: '/', name: 'today', component: () => import('./features/today/TodayShow.vue'), meta: { title: 'nav.today' } },
  { path: '/chessboard', name: 'chessboard', component: () => import('./features/chessboard/ChessboardShow.vue'), meta: { title: 'chessboard.title' } },
  { path: '/merchants', name: 'merchants', component: () => import('./features/merchant/MerchantList.vue'), meta: { title: 'merchant.title' } },
  { path: '/rounds', name: 'rounds', component: () => import('./features/round/RoundList.vue'), meta: { title: 'round.title' } },
  { path: '/rounds/new', name: 'round-new', component: () => import('./features/round/RoundNew.vue'), meta: { title: 'round.new' } },
  { path: '/rounds/:id', name: 'round', component: () => import('./features/round/RoundShow.vue'), meta: { title: 'round.title', keyed: true } },
  { path: '/standards', name: 'standards', component: () => import('./features/standard/StandardList.vue'), meta: { title: 'standard.title' } },
  { path: '/standards/:id', name: 'standard', component: () => import('./features/standard/StandardShow.vue'), meta: { title: 'standard.title', keyed: true } },
  { path: '/sites', name: 'sites', component: () => import('./features/site/SiteList.vue'), meta: { title: 'site.title' } },
  { path: '/ownerships', name: 'ownerships', component: () => import('./features/ownership/OwnershipList.vue'), meta: { title: 'ownership.title' } },
  { path: '/duty-changes', name: 'duty-changes', component: () => import('./features/duty_change/DutyChangeList.vue'), meta: { title: 'dutyChange.title' } },
  { path: '/sites/codes', name: 'site-codes', component: () => import('./features/site/SiteCodes.vue'), meta: { title: 'site.codesTitle' } },
  { path: '/s/:code', name: 'site-by-code', component: () => import('./features/site/SiteByCode.vue'), meta: { title: 'site.file', keyed: true } },
  { path: '/sites/:id', name: 'site', component: () => import('./features/site/SiteShow.vue'), meta: { title: 'site.file', keyed: true } },
  { path: '/visits/:id', name: 'visit', component: () => import('./features/site/VisitShow.vue'), meta: { title: 'site.visit', keyed: true } },
  { path: '/cases', name: 'cases', component: () => import('./features/case/CaseList.vue'), meta: { title: 'case.title' } },
  { path: '/cases/new', name: 'case-new', component: () => import('./features/case/CaseNew.vue'), meta: { title: 'case.new' } },
  { path: '/cases/triage', name: 'case-triage', component: () => import('./features/case/CaseTriage.vue'), meta: { title: 'case.triage.title' } },
  { path: '/cases/orders', name: 'case-orders', component: () => import('./features/case/CaseOrders.vue'), meta: { title: 'case.ordersTitle' } },
  { path: '/stage-times', name: 'stage-times', component: () => import('./features/case/StageTimes.vue'), meta: { title: 'clock.times' } },
  { path: '/escalations', name: 'escalations', component: () => import('./features/escalation/EscalationList.vue'), meta: { title: 'escalation.title' } },
  { path: '/escalations/:id', name: 'escalation', component: () => import('./features/escalation/EscalationShow.vue'), meta: { title: 'escalation.title', keyed: true } },
  { path: '/notices', name: 'notices', component: () => import('./features/notice/NoticePage.vue'), meta: { title: 'notice.title' } },
  { path: '/settings/channels', name: 'channels', component: () => import('./features/notice/ChannelPage.vue'), meta: { title: 'notice.channels' } },
  { path: '/cases/:id', name: 'case', component: () => import('./features/case/CaseShow.vue'), meta: { title: 'case.title', keyed: true } },
  { path: '/patrols', name: 'patrols', component: () => import('./features/patrol/PatrolPage.vue'), meta: { title: 'patrol.title' } },
  { path: '/drives', name: 'drives', component: () => import('./features/drive/DriveList.vue'), meta: { title: 'drive.title' } },
  { path: '/drives/:id', name: 'drive', component: () => import('./features/drive/DriveShow.vue'), meta: { title: 'drive.title', keyed: true } },
  { path: '/rebounds', name: 'rebounds', component: () => import('./features/rebound/ReboundPage.vue'), meta: { title: 'rebound.title' } },
  { path: '/replication', name: 'replication', component: () => import('./features/replication/ReplicationPage.vue'), meta: { title: 'replication.title' } },
  { path: '/practice-cards/:id', name: 'practice-card', component: () => import('./features/replication/PracticeCardShow.vue'), meta: { title: 'replication.card', keyed: true } },
  { path: '/signals', name: 'signals', component: () => import('./features/signal/SignalList.vue'), meta: { title: 'signal.title' } },
  { path: '/ranking', name: 'ranking', component: () => import('./features/ranking/RankingShow.vue'), meta: { title: 'ranking.title' } },
  { path: '/ranking/units/:id', name: 'ranking-unit', component: () => import('./features/ranking/RankingUnit.vue'), meta: { title: 'ranking.unitTitle', keyed: true } },
  { path: '/statistics', name: 'statistics', component: () => import('./features/statistics/StatisticsShow.vue'), meta: { title: 'statistics.title' } },
  { path: '/score-ledger', name: 'score-ledger', component: () => import('./features/score_ledger/ScoreLedgerPage.vue'), meta: { title: 'score.title' } },
  { path: '/score-ledger/:unit', name: 'score-statement', component: () => import('./features/score_ledger/StatementShow.vue'), meta: { title: 'score.statement', keyed: true } },
  { path: '/bulletins', name: 'bulletins', component: () => import('./features/bulletin/BulletinList.vue'), meta: { title: 'bulletin.title' } },
  { path: '/bulletins/weeks/:week', name: 'bulletin-week', component: () => import('./features/bulletin/BulletinWeek.vue'), meta: { title: 'bulletin.weekTitle', keyed: true } },
  { path: '/bulletins/:id', name: 'bulletin', component: () => import('./features/bulletin/BulletinShow.vue'), meta: { title: 'bulletin.title', keyed: true } },
  { path: '/listings', name: 'listings', component: () => import('./features/listing/ListingList.vue'), meta: { title: 'listing.title' } },
  { path: '/listings/:id', name: 'listing', component: () => import('./features/listing/ListingShow.vue'), meta: { title: 'listing.title', keyed: true } },
  { path: '/meetings', name: 'meetings', component: () => import('./features/meeting/MeetingList.vue'), meta: { title: 'meeting.title' } },
  { path: '/meetings/:id', name: 'meeting', component: () => import('./features/meeting/MeetingShow.vue'), meta: { title: 'meeting.title', keyed: true } },
  { path: '/resolutions', name: 'resolutions', component: () => import('./features/meeting/ResolutionList.vue'), meta: { title: 'meeting.ledger' } },
  { path: '/resolutions/:id', name: 'resolution', component: () => import('./features/meeting/ResolutionShow.vue'), meta: { title: 'meeting.resolution', keyed: true } },
  { path: '/settings', name: 'settings', component: () => import('./features/setting/SettingsShow.vue'), meta: { title: 'setting.title' } },
  { path: '/settings/routing', alias: '/routing', name: 'routing', component: () => import('./features/routing/RoutingPage.vue'), meta: { title: 'routing.title' } },
  { path: '/settings/schemes', name: 'schemes', component: () => import('./features/scheme/SchemePage.vue'), meta: { title: 'score.schemes.title' } },
  { path: '/settings/accounts', name: 'accounts', component: () => import('./features/account/AccountList.vue'), meta: { title: 'account.title' } },
  { path: '/settings/permissions', name: 'permissions', component: () => import('./features/account/PermissionTable.vue'), meta: { title: 'account.tableTitle' } },
  { path: '/audit', name: 'audit', component: () => import('./features/audit/AuditShow.vue'), meta: { title: 'audit.title' } },
  { path: '/nodes/:id?', name: 'nodes', component: () => import('./features/node/NodePage.vue'), meta: { title: 'node.title' } },
  { path: '/boards', name: 'boards', component: () => import('./features/board/BoardPage.vue'), meta: { title: 'node.board' } },
  { path: '/organisation', name: 'organisation', component: () => import('./features/organisation/OrganisationShow.vue'), meta: { title: 'node.organisation' } },
  { path: '/people', name: 'people', component: () => import('./features/person/PersonList.vue'), meta: { title: 'person.title' } },
  { path: '/units', name: 'units', component: () => import('./features/unit/UnitList.vue'), meta: { title: 'unit.title' } },
  { path: '/units/:id', name: 'unit', component: () => import('./features/unit/UnitShow.vue'), meta: { title: 'unit.title', keyed: true } },
  { path: '/import', name: 'import', component: () => import('./features/import/ImportPage.vue'), meta: { title: 'import.title' } },
  { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./shell/NowherePage.vue'), meta: { title: 'state.goneTitle' } },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, kept) => kept ?? (to.path === from.path ? undefined : { top: 0 }),
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const session = useSession()
  try {
    const me = await session.recognise()
    if (!me) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
    if (me.must_change_password && to.name !== 'password') return { name: 'password', query: { to: to.fullPath } }
  } catch {
    // Offline or a server fault: the page itself shows it and offers to try again.
  }
  return true
})

// A stream that broke may have ended with the session; asking who we are finds out.
onBroken(() => void take(api.GET('/api/v1/me')).catch(() => undefined))

onSignedOut(() => {
  const now = router.currentRoute.value
  const session = useSession()
  // The first question of all is the guard's own; it leads to the door by itself.
  if (now.matched.length === 0 || now.meta.open) return
  session.forget()
  void router.replace({ name: 'sign-in', query: { to: now.fullPath, again: '1' } })
})
