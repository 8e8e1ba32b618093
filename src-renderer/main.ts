import { mount } from 'svelte'
import Root from './Root.svelte'
import './ui/styles.css'
import { applyTheme, rememberedTheme } from './ui/theme'

applyTheme(rememberedTheme())
const target = document.querySelector('#app')
if (!target) throw new Error('The page has no element #app.')
mount(Root, { target })
