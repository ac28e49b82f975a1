import { fold } from './date-words.js';

/** Word lists of the checks in Spanish, English and French, over folded text. They are signals, never verdicts. */

/** Things that can be seen to exist (ogp.md §4, M6). */
export const DELIVERABLE =
  /\b(?:reports?|informes?|rapports?|laws?|ley(?:es)?|lois?|bills?|proyectos? de ley|decre(?:e|es|to|tos|t|ts)|regulations?|reglament\w+|regleme\w+|resolutions?|resolucion(?:es)?|ordenanzas?|data ?(?:sets?|bases?)|(?:conjunto|base)s? de datos|(?:jeu|base)x?s? de donnees|registers?|registros?|registres?|portal(?:es|s)?|portails?|websites?|sitios? web|sites? (?:web|internet)|plat(?:form|aforma|eforme)s?|apps?|applications?|aplicacion(?:es)?|workshops?|talleres?|taller|ateliers?|trainings?|cursos?|courses?|capacitacion(?:es)?|formations?|protocolos?|protocols?|protocoles?|minutes|relatorias?|actas?|comptes? rendus?|surveys?|encuestas?|enquetes?|guides?|guias?|guidelines?|manual(?:es|s)?|manuels?|stud(?:y|ies)|estudios?|etudes?|plans?|plan(?:es)?|maps?|mapas?|cartes?|dashboards?|tableros?|tableaux? de bord|agreements?|convenios?|acuerdos?|accords?|memorandums?|hearings?|audiencias?|audiences?|audiencias? publicas?|meetings?|reunion(?:es|s)?|jornadas?|publication|publicacion(?:es)?|documents?|documentos?|methodolog\w+|metodologia|charters?|cartas?|chartes?|tools?|herramientas?|outils?|forms?|formularios?|formulaires?|campaigns?|campanas?|campagnes?|calls?|convocatorias?|framework|marco|cadre|indicators?|indicador(?:es)?|indicateurs?|legislation|legislacion)\b/;

/** Publication, participation or follow-up (M9). */
export const OPENING =
  /publi[csq]|open data|datos abiertos|donnees ouvertes|transparen|participat|participac|consult|co-?crea|workshop|taller|atelier|hearing|audienci|audience|forum|foro|monitor|seguimiento|suivi|evaluat|evaluac|feedback|citizen|ciudadan|citoyen|civil|report|informe|rapport|survey|encuesta|access|acceso|acces/;

/** Somebody is affected (P1). */
export const AFFECTED =
  /\b(?:people|residents?|citizens?|communit\w+|women|men|youth|children|famil\w+|users?|groups?|population|organi[sz]ations?|households?|patients?|students?|workers?|vecin\w+|personas?|gente|ciudadan\w+|comunidad(?:es)?|mujeres|varones|jovenes|ninos?|ninas?|ninez|usuari\w+|colectivos?|poblacion(?:es)?|organizaciones|hogares|pacientes|estudiantes|trabajador\w*|habitantes?|personnes?|gens|citoyen\w*|communautes?|femmes?|hommes?|jeunes|enfants?|familles?|usagers?|groupes?|populations?|organisations?|menages|eleves|travailleurs?)\b/;

/** A figure or a source (P1, P5). */
export const FIGURE = /\d/;
export const SOURCE =
  /https?:|according to|survey|census|study|report|segun|encuesta|censo|estudio|informe|selon|enquete|recensement|etude|rapport/;

/** A problem told only as the lack of a solution (P2). */
export const LACK =
  /^(?:there (?:is|are) no|(?:the )?(?:lack|absence) of|no (?:hay|existe)|(?:la )?(?:falta|ausencia|carencia) de|(?:le )?manque de?|(?:l')?absence de?|il n'y a pas)\b/;

/** Something changes (P4). */
export const CHANGE =
  /\b(?:increas\w*|decreas\w*|reduc\w*|improv\w*|strengthen\w*|chang\w*|more|less|fewer|better|greater|trust|empower\w*|able to|enabl\w*|shift|ensur\w*|aument\w*|dismin\w*|mejor\w*|fortale\w*|cambi\w*|mas|menos|mayor\w*|menor\w*|confianza|capac\w*|permit\w*|garanti\w*|lograr|augment\w*|dimin\w*|amelior\w*|renforc\w*|plus|moins|meilleur\w*|confiance|permet\w*|reduir\w*)\b/;

/** Answers to the public (V4), and reporting inside the administration. */
export const TO_THE_PUBLIC =
  /publi[cq]|citizen|resident|communit|civil|people|ciudadan|vecin|comunidad|gente|personas|sociedad|citoyen|habitant|usager|societe|population/;
export const INTERNAL_REPORT = /internal|supervis|superior|ministr|cabinet|audit|intern[oae]|gabinete|jefatura|hierarch|jerarq/;

/** Verbs that promise nothing by themselves (L1). */
export const HEDGED =
  /\b(?:explor(?:e|ing|ar|er|ation of)|consider(?:ing|ar)?|envisager|study the (?:possibility|feasibility)|evaluat(?:e|ing) the (?:feasibility|possibility)|where(?:ver)? possible|if possible|as appropriate|estudiar la (?:posibilidad|factibilidad|viabilidad)|evaluar la (?:posibilidad|factibilidad|viabilidad)|en lo posible|de ser posible|si es posible|etudier la (?:possibilite|faisabilite)|evaluer la (?:possibilite|faisabilite)|dans la mesure du possible|si possible)\b/;

/** Going on as before (L2), and what is new. */
export const CONTINUING =
  /\b(?:continu\w*|keep\w*|ongoing|maintain\w*|seguir\w*|mantener\w*|sostener\w*|en curso|poursui\w*|maintenir\w*)\b/;
export const NEWNESS =
  /\b(?:new|first time|for the first|create|creation|launch\w*|introduc\w*|differ\w*|besides|in addition|expand\w*|extend\w*|nuev\w*|por primera vez|crear|creacion|lanzar|lanzamiento|incorpor\w*|ademas|amplia\w*|diferen\w*|nouve\w*|premiere fois|creer|lancer|lancement|introdui\w*|en outre|elargi\w*|etend\w*)\b/;

/** Actions that the independent reviewers most often call modest when they stand alone (L5). */
export const MODEST =
  /\b(?:raise awareness|awareness|trainings?|pilots?|websites?|sensibiliza\w*|concientiza\w*|capacitacion(?:es)?|cursos?|pilotos?|sitios? web|sensibilis\w*|formations?|pilotes?|sites? (?:web|internet))\b/;

const COMMON_WORDS = new Set(
  fold(
    'the and for with that this will from are was were has have been their its not but can into more which who what how when where than them they our your all any each such other also para con que una uno los las del por como más sin sus entre sobre este esta estos estas desde hasta cuando donde quien quienes ser son fue han hay muy también pero les des une dans pour par sur avec que qui est sont aux ses leur leurs cette ces plus pas ont été être comme entre mais aussi compromiso commitment engagement',
  ).split(' '),
);

/** The words of a text that carry its matter: four letters or more, not common ones, cut to six letters so that inflections meet. */
export const keyTerms = (text: string): Set<string> =>
  new Set((fold(text).match(/\p{L}{4,}/gu) ?? []).filter((word) => !COMMON_WORDS.has(word)).map((word) => word.slice(0, 6)));

/** How much two texts share: the key terms of both over those of either, 0 to 1 (Jaccard). */
export function similarity(a: string, b: string): number {
  const [one, other] = [keyTerms(a), keyTerms(b)];
  const both = [...one].filter((term) => other.has(term)).length;
  const either = new Set([...one, ...other]).size;
  return either === 0 ? 0 : both / either;
}

export const says = (text: string, words: RegExp): boolean => words.test(fold(text));

export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?…])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
