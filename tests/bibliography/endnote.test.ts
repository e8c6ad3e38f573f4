/** EndNote's own export: citation-js reads it, our messages stand around it. */

import {expect, test} from 'vitest'
import {buildFolder, textOf} from '../build.ts'
import {openText} from './open-case.ts'

const record = `%0 Journal Article
%A Dupont, Jeanne
%A Martin, Paul
%D 2011
%T Des liens et
des lieux
%J Revue d'essai
%V 4
%P 12-34
%R 10.1000/essai
%G fr
`

test('records become works with a key, their own or one made of author and year', () => {
  const {items, messages} = openText(`${record}%F dupont\n\n${record}\n${record}`, 'refs.enw')
  expect(messages).toEqual([])
  expect([...items.keys()]).toEqual(['dupont', 'dupont2011', 'dupont2011-2'])
  expect(items.get('dupont')).toMatchObject({
    type: 'article-journal',
    title: 'Des liens et des lieux',
    author: [
      {family: 'Dupont', given: 'Jeanne'},
      {family: 'Martin', given: 'Paul'}
    ],
    issued: {'date-parts': [[2011]]},
    page: '12-34',
    DOI: '10.1000/essai'
  })
})

test('text outside of records and broken records are messages at their position, and the rest is read', () => {
  expect(openText('Bonjour\n\n%0 Book\n%T Un\n%D 2001\n', 'refs.enw')).toMatchObject({
    messages: ['1:1 error syntax']
  })
  for (const text of [
    '%0 \n',
    '%0 Book\n%%\n%\n',
    '%A Seul\n',
    '%0 Rien de connu\n%A x\n',
    '%0 Book\r\n%T Un\r\n%D 2001\r\n'
  ])
    expect(() => openText(text, 'refs.enw')).not.toThrow()
})

test('a thesis cites from it', async () => {
  const built = await buildFolder(
    {
      'thesis/thesis.yml': 'title: Essai\n',
      'thesis/01.md': '# Un\n\nVoir [@dupont2011].\n',
      'bibliography/refs.enw': record
    },
    {only: ['html']}
  )
  expect(built.messages.filter(({severity}) => severity === 'error')).toEqual([])
  expect(textOf(built, 'html/01.html')).toContain('Dupont')
})
