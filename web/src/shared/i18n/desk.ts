import { i18n } from '.'
import en from './en/desk'
import zh from './zh-CN/desk'

// Imported by the desk before anything is shown, and by whatever tests its words.
i18n.global.mergeLocaleMessage('zh-CN', zh)
i18n.global.mergeLocaleMessage('en', en)
