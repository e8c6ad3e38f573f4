/** The name of a TeX command → what it takes and what it means here. */

import {accents, symbols} from '../../document/latex-symbols.ts'

/** What a command does with its arguments. */
export type TexMeaning =
  | 'emphasis'
  | 'strong'
  | 'smallCaps'
  | 'code'
  | 'superscript'
  | 'subscript'
  | 'underline'
  | 'delete'
  | 'quotes'
  | 'text'
  | 'capitals'
  | 'formula'
  | 'language'
  | 'footnote'
  | 'noteMark'
  | 'noteText'
  | 'link'
  | 'address'
  | 'cite'
  | 'nocite'
  | 'reference'
  | 'term'
  | 'place'
  | 'anchor'
  | 'label'
  | 'heading'
  | 'image'
  | 'pages'
  | 'caption'
  | 'part'
  | 'epigraph'
  | 'file'
  | 'symbol'
  | 'accent'
  | 'quantity'
  | 'break'
  | 'paragraph'
  | 'rule'
  | 'pageBreak'
  | 'role'
  | 'switch'
  | 'definition'
  | 'layout'
  | 'silent'
  | 'environment'

/** One command. */
export interface TexCommand {
  /** Its arguments: `o` between brackets, may be absent; `m` between braces, `g` when there are some. The last is printed. */
  takes: string
  means: TexMeaning
}

/** Arguments, meaning, names. `name*` is read as `name`. */
const table: ReadonlyArray<readonly [takes: string, means: TexMeaning, names: string]> = [
  // Marks around words
  ['m', 'emphasis', 'emph textit textsl'],
  ['m', 'strong', 'textbf'],
  ['m', 'smallCaps', 'textsc bsc'],
  ['m', 'code', 'texttt path nolinkurl code'],
  ['m', 'superscript', 'textsuperscript up fup textsup'],
  ['m', 'subscript', 'textsubscript textsub'],
  ['m', 'underline', 'underline uline ul'],
  ['m', 'delete', 'sout st xout'],
  ['m', 'quotes', 'enquote textquote frquote'],
  ['m', 'formula', 'ensuremath'],
  ['mm', 'language', 'foreignlanguage textlang'],
  [
    'm',
    'text',
    'text textrm textsf textnormal textup textmd textlf mbox hbox fbox framebox frame nombre numprint textlatin'
  ],
  ['m', 'text', 'centerline leftline rightline mkbibparens textarabic RL LR hl'],
  ['m', 'capitals', 'MakeUppercase MakeLowercase uppercase lowercase MakeTextUppercase'],
  ['mm', 'text', 'textcolor colorbox scalebox rotatebox raisebox parbox adjustbox lettrine'],
  ['mmm', 'text', 'fcolorbox resizebox multicolumn multirow'],
  ['oom', 'text', 'makebox'],
  ['om', 'text', 'vtop vbox shortstack makecell thead'],
  [
    '',
    'switch',
    'em it sl bf sc tt itshape slshape bfseries scshape ttfamily upshape mdseries rmfamily sffamily rm sf'
  ],

  // Notes, links, citations, references
  ['om', 'footnote', 'footnote thanks endnote sidenote marginpar marginnote'],
  ['o', 'noteMark', 'footnotemark'],
  ['om', 'noteText', 'footnotetext'],
  ['mm', 'link', 'href'],
  ['m', 'address', 'url'],
  [
    'oom',
    'cite',
    'cite citep citealp parencite autocite footcite smartcite supercite footcitetext footfullcite fullcite'
  ],
  [
    'oom',
    'cite',
    'citeauthor Citeauthor citet citealt textcite Textcite Citet Parencite Autocite Citep Cite citeyear citeyearpar'
  ],
  ['m', 'nocite', 'nocite'],
  ['m', 'reference', 'ref autoref cref Cref eqref pageref cpageref vref Vref nameref Nameref Autoref subref'],
  [
    'om',
    'term',
    'gls Gls GLS glspl Glspl GLSpl glsname Glsname glsplural acrshort Acrshort acrshortpl acrlong Acrlong acrlongpl acrfull Acrfull acrfullpl ' +
      'glsxtrshort glsxtrlong glsxtrfull ac Ac acp Acp acs acsp acl Acl aclp acf Acf acfp acr'
  ],
  ['omm', 'term', 'glslink glsdisp'],
  ['om', 'place', 'hyperref'],
  ['mm', 'place', 'hyperlink'],
  ['mg', 'anchor', 'hypertarget'],
  ['m', 'label', 'label'],

  // Blocks
  ['om', 'heading', 'part chapter section subsection subsubsection paragraph subparagraph addchap addsec minisec'],
  ['om', 'image', 'includegraphics includesvg'],
  ['om', 'caption', 'caption subcaption'],
  ['mom', 'caption', 'captionof'],
  ['oom', 'part', 'subfloat subfigure subtable subbottom'],
  ['omom', 'part', 'subcaptionbox'],
  ['omm', 'epigraph', 'epigraph'],
  ['om', 'pages', 'includepdf'],
  ['om', 'file', 'input include subfile lstinputlisting verbatiminput'],
  ['', 'rule', 'hrule'],
  ['o', 'break', 'newline linebreak'],
  ['', 'paragraph', 'par'],
  ['o', 'pageBreak', 'newpage clearpage cleardoublepage pagebreak'],
  ['', 'role', 'appendix appendices frontmatter mainmatter backmatter'],
  ['m', 'environment', 'begin end'],

  // Quantities, as siunitx has them, and formulas of mhchem's
  ['om', 'quantity', 'si unit num ang'],
  ['m', 'quantity', 'ce'],
  ['omm', 'quantity', 'SI qty numrange'],
  ['ommm', 'quantity', 'SIrange qtyrange'],

  // Definitions: read by `expandMacros`, or of what has no counterpart here
  ['moom', 'definition', 'newcommand renewcommand providecommand DeclareRobustCommand'],
  ['mm', 'definition', 'DeclareMathOperator'],
  ['mmm', 'definition', 'DeclarePairedDelimiter'],
  ['', 'definition', 'def gdef edef xdef let'],

  // Layout without arguments
  [
    '',
    'layout',
    'noindent indent centering raggedright raggedleft RaggedRight RaggedLeft justifying flushbottom raggedbottom sloppy ' +
      'fussy singlespacing onehalfspacing doublespacing vfill hfill hfil vfil hss bigskip medskip smallskip smallbreak ' +
      'medbreak bigbreak null strut leavevmode relax protect ignorespaces unskip allowbreak nobreak goodbreak filbreak ' +
      'tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge selectfont normalfont boldmath ' +
      'unboldmath begingroup endgroup bgroup egroup makeatletter makeatother onecolumn samepage dotfill hrulefill ' +
      'restoregeometry phantomsection FloatBarrier maketitle hline toprule midrule bottomrule endhead endfirsthead ' +
      'endfoot endlastfoot minitoc dominitoc adjustmtc endminipage tabularnewline'
  ],
  // Lists that the outputs make by themselves
  [
    'o',
    'layout',
    'tableofcontents listoffigures listoftables listofalgorithms lstlistoflistings printbibliography printindex makeindex ' +
      'printglossary printglossaries printacronyms listoftodos nopagebreak nolinebreak twocolumn'
  ],
  // Layout with an argument
  [
    'om',
    'layout',
    'pagestyle thispagestyle pagenumbering vspace hspace vskip hskip newgeometry geometry bibliographystyle bibliography ' +
      'addbibresource setstretch linespread enlargethispage pagecolor color addtocontents graphicspath hyphenation ' +
      'selectlanguage setdefaultlanguage setmainlanguage setotherlanguage stepcounter refstepcounter newlength setsepchar ' +
      'microtypesetup hypersetup captionsetup sisetup lstset setlist usetikzlibrary setmainfont setsansfont setmonofont ' +
      'setmathfont fancyhf fancyhead fancyfoot lhead chead rhead lfoot cfoot rfoot markright usepackage RequirePackage ' +
      'documentclass PassOptionsToPackage AtBeginDocument AtEndDocument DeclareGraphicsExtensions todo missingfigure cline ' +
      'title author date subtitle subject publishers titlehead chaptermark sectionmark markleft cellcolor rowcolor ' +
      'columncolor arrayrulecolor'
  ],
  ['mo', 'layout', 'newcounter'],
  ['ooom', 'layout', 'minipage'],
  [
    'mm',
    'layout',
    'setcounter addtocounter setlength addtolength settowidth fontsize markboth numberwithin counterwithin ' +
      'counterwithout DeclareFieldFormat CenterWallPaper ThisCenterWallPaper ThisULCornerWallPaper ' +
      'ThisURCornerWallPaper ThisLLCornerWallPaper ThisLRCornerWallPaper'
  ],
  ['omm', 'layout', 'rule'],
  ['mmmmo', 'layout', 'titlespacing'],
  ['mommmmo', 'layout', 'titleformat'],
  ['mmm', 'layout', 'rowcolors addcontentsline definecolor crefname Crefname'],
  ['moomm', 'definition', 'newenvironment renewenvironment'],
  ['momo', 'definition', 'newtheorem'],
  // What is never printed
  ['mm', 'silent', 'readlist'],
  ['om', 'silent', 'index glossary phantom hphantom vphantom'],
  ['', 'silent', 'xspace textwidth linewidth']
]

const commands = new Map<string, TexCommand>([
  ...[...symbols.keys()].map((name) => [name, {takes: '', means: 'symbol'}] as const),
  ...[...accents.keys()].map((name) => [name, {takes: 'm', means: 'accent'}] as const),
  ...table.flatMap(([takes, means, names]) => names.split(' ').map((name) => [name, {takes, means}] as const))
])

/** What is known of a command, with or without its star; undefined for those of packages and authors. */
export function texCommand(name: string): TexCommand | undefined {
  return commands.get(name) ?? commands.get(name.replace(/\*$/, ''))
}
