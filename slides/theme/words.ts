/** The theme's own words, in the language of the thesis. */

import thesis from 'virtual:thesis'

const isFrench = /^fr\b/i.test(thesis.lang)

export const words = isFrench
  ? {thesis: 'thèse', questions: 'Les questions', data: 'Les données'}
  : {thesis: 'thesis', questions: 'Questions', data: 'Data'}
