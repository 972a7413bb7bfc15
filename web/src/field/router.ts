import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import CaseList from './views/CaseList.vue'
import DriveList from './views/DriveList.vue'
import DriveWork from './views/DriveWork.vue'
import FieldMine from './views/FieldMine.vue'
import NoticeList from './views/NoticeList.vue'
import OutboxList from './views/OutboxList.vue'
import PatrolList from './views/PatrolList.vue'
import ReCheckList from './views/ReCheckList.vue'
import ReCheckWork from './views/ReCheckWork.vue'
import PatrolWalk from './views/PatrolWalk.vue'
import ReportNew from './views/ReportNew.vue'
import SignIn from './views/SignIn.vue'
import SiteList from './views/SiteList.vue'
import VisitWrite from './views/VisitWrite.vue'
import CaseWork from './views/CaseWork.vue'
import { useField } from './store/useField'

// Every view is part of the first load: a view fetched on first use would be missing without a network.
const routes: RouteRecordRaw[] = [
  { path: '/', name: 'sites', component: SiteList, meta: { title: 'field.sites', tab: true } },
  { path: '/sign-in', name: 'sign-in', component: SignIn, meta: { title: 'field.signIn' } },
  { path: '/visits/:id', name: 'visit', component: VisitWrite, meta: { title: 'field.visit', back: '/' } },
  { path: '/report', name: 'report', component: ReportNew, meta: { title: 'field.report', tab: true } },
  { path: '/patrols', name: 'patrols', component: PatrolList, meta: { title: 'patrol.title', tab: true } },
  { path: '/patrols/walk', name: 'walk', component: PatrolWalk, meta: { title: 'patrol.walk', back: '/patrols' } },
  { path: '/drives', name: 'drives', component: DriveList, meta: { title: 'drive.title', tab: true } },
  { path: '/drives/:id', name: 'drive', component: DriveWork, meta: { title: 'drive.title', back: '/drives' } },
  { path: '/cases', name: 'cases', component: CaseList, meta: { title: 'field.cases', tab: true } },
  { path: '/cases/:id', name: 'case', component: CaseWork, meta: { title: 'field.case', back: '/cases' } },
  { path: '/re-checks', name: 're-checks', component: ReCheckList, meta: { title: 'rebound.due', back: '/cases' } },
  { path: '/re-checks/:id', name: 're-check', component: ReCheckWork, meta: { title: 'rebound.field.title', back: '/re-checks' } },
  { path: '/outbox', name: 'outbox', component: OutboxList, meta: { title: 'field.outbox', tab: true } },
  { path: '/mine', name: 'mine', component: FieldMine, meta: { title: 'field.mine', tab: true } },
  { path: '/notices', name: 'notices', component: NoticeList, meta: { title: 'field.notices', back: '/mine' } },
  { path: '/:rest(.*)*', redirect: '/' },
]

export const router = createRouter({ history: createWebHistory('/field'), routes, scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 } })

router.beforeEach((to) => {
  const { me } = useField()
  if (!me.value && to.name !== 'sign-in') return { name: 'sign-in', query: { to: to.fullPath } }
  // Whoever walks and does not inspect begins with what is to be walked.
  if (to.name === 'sites' && me.value && !me.value.may.includes('submit_visit') && me.value.may.includes('make_patrol')) return { name: 'patrols', replace: true }
  return true
})
