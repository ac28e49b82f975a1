import type { FieldRole } from './sheet-template.js';

/** What a heading of a written sheet opens: a field by its role, a group of fields, the planning table, or matter outside the form. */
export type HeadingMeaning =
  | { readonly kind: 'field'; readonly role: FieldRole }
  | { readonly kind: 'group'; readonly first: FieldRole }
  | { readonly kind: 'milestones' }
  | { readonly kind: 'outside' };

export interface HeadingPattern {
  readonly means: HeadingMeaning;
  /** Regular expressions over folded text, without anchors. */
  readonly words: readonly string[];
  /** A question may follow other words on its line when it is numbered; a title must stand at the start of a line and end with it or with a colon. */
  readonly as: 'question' | 'title';
}

const question = (role: FieldRole, ...words: string[]): HeadingPattern => ({
  means: { kind: 'field', role },
  words,
  as: 'question',
});
const title = (role: FieldRole, ...words: string[]): HeadingPattern => ({ means: { kind: 'field', role }, words, as: 'title' });
const group = (first: FieldRole, ...words: string[]): HeadingPattern => ({ means: { kind: 'group', first }, words, as: 'title' });

/** Up to a question mark on the same line. */
const rest = String.raw`[^?\n]{0,140}\?`;

/**
 * Headings of the 2022 template and of its elders (2014–2021) as real plans print them in English, Spanish and French,
 * with the Portuguese of the 2022 one. Source: OGP's database of commitments and its national handbooks.
 */
export const HEADINGS: readonly HeadingPattern[] = [
  question(
    'problem',
    `(?:what|which) (?:is the )?(?:current situation or )?(?:public |main )?(?:interest )?(?:problem|issue)${rest}`,
    `cual(?:es)? (?:es|son) (?:el|la|los) (?:problem\\w+)(?: publico| publica)? que${rest}`,
    `que problem\\w+ ${rest}`,
    `a quel(?:le)?s? problem\\w+ ${rest}`,
    `quel(?:le)? (?:est|problem\\w+) ${rest.replace('[^?\\n]', "(?!l'engagement ?\\?)[^?\\n]")}`,
    `qual (?:e )?o problema ${rest}`,
  ),
  question(
    'causes',
    'what are the (?:root )?(?:causes|reasons) (?:of|for) the problem ?\\??',
    `cuales son las causas ${rest}`,
    `quelles sont les causes ${rest}`,
    `quais sao as causas ${rest}`,
  ),
  question(
    'done',
    `what has been done (?:so far|until now|to date)${rest}`,
    `que se ha hecho ${rest}`,
    `que acciones se han ${rest}`,
    `qu'est-ce qui a (?:deja )?ete (?:fait|realise)${rest}`,
    `qu'a-t-(?:on|il) ${rest}`,
    `o que (?:ja )?foi feito${rest}`,
  ),
  question(
    'solution',
    `what (?:is the |are the )?(?:proposed )?solutions? ?(?:are|is|do|does|will)?${rest}`,
    'what is the commitment ?\\?',
    `what does (?:the|this) (?:commitment|measure|action) (?:consist|include|entail|involve)${rest}`,
    `what are the (?:components|objectives) of (?:the|this) commitment ?\\?`,
    `(?:que|cual es la) solucion(?:es)? ${rest}`,
    'cual es el compromiso ?\\?',
    `quelles? (?:est la )?solutions? ${rest}`,
    "quel est l'engagement ?\\?",
    `que solucao ${rest}`,
  ),
  question(
    'results',
    `what results ${rest}`,
    `(?:how (?:will|does|would|can)|in what way) [^?\\n]{0,80}(?:problem|issue)${rest}`,
    `(?:que|cuales son los) resultados ${rest}`,
    `como contribuira (?:el compromiso )?a ${rest}`,
    `quels (?:sont les )?resultats ${rest}`,
    `comment (?:cet |l')engagement contribuera-t-il a resoudre ${rest}`,
    `que resultados ${rest}`,
  ),
  question(
    'transparency',
    `how (?:will|does) (?:the |this )?commitment [^?\\n]{0,40}transparen${rest}`,
    `como [^?\\n]{0,80}transparencia${rest}`,
    `comment [^?\\n]{0,80}transparence${rest}`,
    `(?:why|how) (?:is|does|will) [^?\\n]{0,60}(?:relevan|relate|important)[^?\\n]{0,60}(?:value|ogp|open government)${rest}`,
    `por que es relevante ${rest}`,
    `pourquoi (?:cet |l')engagement est-il pertinent ${rest}`,
  ),
  question(
    'accountability',
    `how (?:will|does) (?:the |this )?commitment [^?\\n]{0,60}(?:accountab|responsibil)${rest}`,
    `como [^?\\n]{0,90}rendicion de cuentas${rest}`,
    `comment [^?\\n]{0,90}(?:redevabilite|responsabili|reddition|rendre (?:des )?compte|obligation)${rest}`,
    `como [^?\\n]{0,90}(?:prestacao de contas|responsabilizacao)${rest}`,
  ),
  question(
    'participation',
    `how (?:will|does) (?:the |this )?commitment [^?\\n]{0,60}participat${rest}`,
    `como [^?\\n]{0,90}participac(?:ion|ao)${rest}`,
    `comment [^?\\n]{0,90}participation${rest}`,
  ),
  question('goal', `what long-term goal ${rest}`, `con que objetivo de largo plazo ${rest}`, `a quel objectif a long terme ${rest}`),
  group('problem', 'problem definition', 'defining (?:a|the) problem',
    'definition of the problem', 'definicion del problema', 'definition du probleme', 'definition de la problematique', 'definicao do problema'),
  group('done', '(?:commitment description|description of the commitment)', 'descripcion del compromiso', "description de l'engagement", 'descricao do compromisso'),
  group('transparency', 'commitment analysis', 'analysis of the commitment', 'analisis del compromiso', "analyse de l'engagement", 'analise do compromisso'),
  title('brief', 'brief description(?: of (?:the )?(?:commitment|action))?', 'summary', 'breve descripcion(?: del compromiso)?', 'descripcion breve(?: del compromiso)?', "(?:breve|courte) description(?: de l'engagement)?", "description succincte(?: de l'engagement)?", 'breve descricao(?: do compromisso)?'),
  title('problem', 'problem(?:/issue)?(?: statement| to be addressed)?', 'key challenge addressed', 'description of the current state and the challenge', 'why this commitment is important', 'status quo or problem/issue to be addressed', 'problema', 'probleme', 'problematique', 'problematica'),
  title('causes', '(?:root )?causes(?: of the problem)?', 'causas(?: del problema)?', 'causes du probleme'),
  title('done', 'status quo', 'current situation', 'situacion actual', 'situation actuelle', 'what has been done so far', 'antecedentes'),
  title('solution', 'proposed solutions?', '(?:the )?commitment', 'objectives?', 'action', 'accion', 'solucion(?:es)? propuestas?', 'propuesta de solucion', 'solutions? proposees?', 'main objective', 'objetivo general'),
  title('results', '(?:desired|expected) results', 'ambition', 'contribution of commitment to solving problem', 'resultados (?:esperados|deseados)', 'resultats (?:attendus|escomptes|souhaites)'),
  title('transparency', 'transparency', 'transparencia', 'transparence', 'relevance(?: of commitment to ogp values)?'),
  title('accountability', '(?:public )?accountability', 'rendicion de cuentas', 'redevabilite'),
  title('participation', '(?:citizen |civic |public )?participation', 'participacion(?: ciudadana)?', 'participation citoyenne'),
  title('title', '(?:number and )?name of (?:the )?commitment', 'commitment title', '(?:numero y )?nombre del compromiso', "(?:numero et )?nom de l'engagement"),
  title('country', 'country', 'pais', 'pays'),
  title('lead', 'commitment lead', 'lead implementing (?:agency(?:/actor)?|organi[sz]ation)', 'lead institution', '(?:lider|liderazgo) del compromiso', 'lidera este compromiso', 'organizacion que lidera el compromiso', 'institucion (?:o actor )?responsable(?: de la implementacion)?', "responsable de l'engagement", "institution responsable(?: de la mise en oeuvre)?"),
  title('supporting-government', '(?:supporting stakeholders ?[:–-] ?)government', '(?:partes interesadas(?: de apoyo)? ?[:–-] ?)gobierno', '(?:parties prenantes ?[:–-] ?)gouvernement', 'state actors involved', 'actores de entidades publicas'),
  title('supporting-civil-society', '(?:supporting stakeholders ?[:–-] ?)civil society', '(?:partes interesadas(?: de apoyo)? ?[:–-] ?)sociedad civil', '(?:parties prenantes ?[:–-] ?)societe civile'),
  title('supporting-others', '(?:supporting stakeholders ?[:–-] ?)other actors(?: \\([^)\\n]*\\))?', '(?:partes interesadas(?: de apoyo)? ?[:–-] ?)otros(?: actores)?(?: \\([^)\\n]*\\))?', '(?:parties prenantes ?[:–-] ?)autres(?: acteurs)?(?: \\([^)\\n]*\\))?', 'csos, private sector, multilaterals,? (?:and )?working groups'),
  {
    means: { kind: 'milestones' },
    as: 'title',
    words: ['commitment planning', 'planning (?:of )?the commitment', 'commitment milestones', 'planificacion del compromiso', "planification de l'engagement", 'planejamento do compromisso', '(?:verifiable and measurable )?milestones(?: to fulfil the commitment)?', 'milestone activity with a verifiable deliverable', 'hitos(?: con fechas verificables)?', 'actividad y producto entregable', 'jalons', 'planning de realisation', 'activites importantes'],
  },
  {
    means: { kind: 'outside' },
    as: 'title',
    words: ['contact information', 'informacion de contacto', 'coordonnees', 'additional information', 'informacion adicional', 'informations? complementaires?', 'other actors involved', 'otros actores involucrados', 'autres acteurs impliques'],
  },
]; // prettier-ignore
