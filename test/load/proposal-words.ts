/** What invented proposals are made of. Every theme has matters; a proposal takes a verb, a matter and a place, and says why. */

export interface ThemeWords {
  readonly name: { readonly es: string; readonly en: string; readonly fr: string };
  readonly area: { readonly es: string; readonly en: string; readonly fr: string };
  readonly matters: readonly string[];
}

const theme = (names: string, areas: string, matters: string): ThemeWords => {
  const named = (text: string) => {
    const [es = '', en = '', fr = ''] = text.split(' / ');
    return { es, en, fr };
  };
  return { name: named(names), area: named(areas), matters: matters.split('; ') };
};

export const THEMES: readonly ThemeWords[] = [
  theme(
    'Salud / Health / Santé',
    'Ministerio de Salud / Ministry of Health / Ministère de la Santé',
    'los tiempos de espera de los centros de salud; los turnos de vacunación; el stock de medicamentos de cada hospital; las guardias pediátricas; los turnos de salud mental; la lista de espera de cirugías; los consultorios de noche; los controles de embarazo; la atención de personas mayores; las ambulancias disponibles; los resultados de laboratorio; los operativos de dengue',
  ),
  theme(
    'Movilidad / Mobility / Mobilité',
    'Secretaría de Transporte / Transport Secretariat / Secrétariat aux Transports',
    'las ciclovías; las frecuencias del colectivo; los semáforos para personas ciegas; las rampas de las esquinas; los siniestros viales de cada cruce; las paradas con sombra; los estacionamientos de bicicletas; las calles de convivencia junto a escuelas; los ascensores del subte; las velocidades máximas; las dársenas de carga y descarga; los pasos peatonales',
  ),
  theme(
    'Ambiente / Environment / Environnement',
    'Agencia de Protección Ambiental / Environment Agency / Agence de l’environnement',
    'el censo de árboles; la calidad del aire de cada barrio; los puntos verdes de reciclado; el compostaje comunitario; los basurales a cielo abierto; la recuperación del arroyo; las huertas vecinales; el ruido de los locales nocturnos; los techos verdes; las mediciones del agua del río; las podas del invierno; las islas de calor',
  ),
  theme(
    'Presupuesto y compras / Budget and procurement / Budget et achats',
    'Ministerio de Hacienda / Treasury / Ministère des Finances',
    'las compras de emergencia; el avance de cada obra pública; los contratos de publicidad oficial; los pagos a proveedores; las partidas de cada comuna; los precios de referencia; los subsidios a clubes; las transferencias a organizaciones; las licitaciones desiertas; la deuda de la ciudad; los alquileres de edificios públicos; las declaraciones juradas',
  ),
  theme(
    'Educación / Education / Éducation',
    'Ministerio de Educación / Ministry of Education / Ministère de l’Éducation',
    'las vacantes en jardines maternales; el menú de los comedores escolares; el estado de los edificios escolares; las becas de transporte; los cursos de oficios; las bibliotecas de barrio; las computadoras prestadas; las clases de apoyo; los consejos escolares; las escuelas abiertas en verano; los intérpretes de lengua de señas; la orientación vocacional',
  ),
  theme(
    'Vivienda y espacio público / Housing and public space / Logement et espace public',
    'Instituto de la Vivienda / Housing Institute / Institut du logement',
    'las viviendas vacías; los créditos para inquilinos; la integración de los barrios populares; las veredas rotas; la iluminación de las plazas; los baños públicos; los juegos inclusivos; las ferias de productores; los permisos de obra; los inmuebles protegidos; los bebederos; el mantenimiento de los monumentos',
  ),
  theme(
    'Seguridad y justicia / Safety and justice / Sécurité et justice',
    'Ministerio de Justicia / Ministry of Justice / Ministère de la Justice',
    'el mapa del delito; las cámaras de vigilancia; los protocolos contra la violencia de género; las denuncias en línea; los recorridos de la policía comunitaria; las mediaciones vecinales; el patrocinio jurídico gratuito; los registros de allanamientos; las fiscalías de barrio; los refugios para mujeres; los controles de alcoholemia; las audiencias públicas',
  ),
  theme(
    'Gobierno digital y datos / Digital government and data / Gouvernement numérique et données',
    'Secretaría de Innovación / Innovation Secretariat / Secrétariat à l’innovation',
    'los trámites en lenguaje claro; los pedidos de acceso a la información; los datos abiertos del gobierno; los formularios accesibles; el código de los algoritmos públicos; las reuniones de funcionarios; el historial de reclamos; la conexión gratuita a internet; las respuestas de la línea de atención; las estadísticas por género; los tableros de gestión; las licencias de los datos',
  ),
];

export const VERBS =
  'Publicar|Medir|Mejorar|Ampliar|Hacer accesibles|Revisar entre todos|Abrir al barrio|Poner fecha a|Auditar|Mostrar en un mapa|Explicar en lenguaje claro|Actualizar cada mes|Ordenar|Financiar|Coordinar'.split(
    '|',
  );

export const PLACES =
  'Agronomía|Almagro|Balvanera|Barracas|Belgrano|Boedo|Caballito|Chacarita|Coghlan|Colegiales|Constitución|Flores|Floresta|La Boca|La Paternal|Liniers|Mataderos|Monte Castro|Monserrat|Nueva Pompeya|Núñez|Palermo|Parque Avellaneda|Parque Chacabuco|Parque Chas|Parque Patricios|Puerto Madero|Recoleta|Retiro|Saavedra|San Cristóbal|San Nicolás|San Telmo|Vélez Sarsfield|Versalles|Villa Crespo|Villa del Parque|Villa Devoto|Villa General Mitre|Villa Lugano|Villa Luro|Villa Ortúzar|Villa Pueyrredón|Villa Real|Villa Riachuelo|Villa Santa Rita|Villa Soldati|Villa Urquiza'.split(
    '|',
  );

export const TAILS =
  '|con participación vecinal|antes de fin de año|para personas con discapacidad|con datos por comuna|en horario nocturno|para las infancias|con metas públicas|cerca de las escuelas|para personas mayores'.split(
    '|',
  );

export const PROBLEMS = [
  'Hoy no hay manera de saber qué pasa con {matter} en {place}, y cada vecina termina preguntando por su cuenta.',
  'Desde hace {years} años pedimos novedades sobre {matter} y las respuestas llegan tarde o no llegan.',
  'En {place} somos muchas las familias que dependemos de {matter}, y las diferencias con otros barrios son grandes.',
  'Los datos que existen sobre {matter} están en planillas sueltas, sin fecha y sin responsable a la vista.',
  'Cuando algo cambia con {matter} nos enteramos por rumores, porque no se avisa en ninguna parte.',
  'La información sobre {matter} está escrita de un modo que casi nadie entiende, y eso deja afuera a quien más la necesita.',
];

export const IDEAS = [
  'Proponemos que el área publique cada {period} cómo están {matter}, con la fecha de la medición y el nombre de quien responde.',
  'La idea es {verb} {matter} empezando por {place}, con una prueba de {months} meses y una evaluación abierta.',
  'Pedimos una mesa con vecinas, organizaciones y el área para revisar {matter} y acordar metas que se puedan comprobar.',
  'Alcanza con un mapa sencillo que muestre {matter} por barrio, descargable y con el mismo formato todos los años.',
  'Sugerimos sumar a las escuelas y los clubes de {place} para relevar {matter} y devolver los resultados al barrio.',
];

export const BENEFITS = [
  'Así cualquier persona podría ver si se avanza, y el área recibiría menos reclamos repetidos.',
  'Ganaría sobre todo quien hoy pierde una mañana entera para averiguar lo básico.',
  'Con eso se podrían comparar barrios y decidir dónde hace más falta el presupuesto.',
  'Otras ciudades ya lo hicieron con poco dinero y el cambio se notó en menos de un año.',
];

export const ENGLISH = {
  titles: [
    'Open data on {theme} in {place}',
    'A public map of {theme} for {place}',
    'Plain language for services of {theme}',
    'Quarterly report on {theme} by district',
  ],
  sentences: [
    'People who live in {place} cannot find out how public services about {theme} are doing.',
    'The city should publish the figures every quarter, with a date and a responsible office.',
    'A working group of residents and officials could agree on goals that anybody can check.',
    'This would save time for families and would show where money is needed most.',
  ],
};

export const FRENCH = {
  titles: [
    'Des données ouvertes sur le thème {theme} à {place}',
    'Une carte publique : {theme} à {place}',
    'Des démarches en langage clair ({theme})',
    'Un bilan trimestriel par quartier : {theme}',
  ],
  sentences: [
    'Les habitants de {place} ne peuvent pas savoir où en sont les services publics ({theme}).',
    'La ville devrait publier les chiffres chaque trimestre, avec une date et un service responsable.',
    'Un groupe de travail réunissant habitants et agents pourrait fixer des objectifs vérifiables.',
    'Cela ferait gagner du temps aux familles et montrerait où le budget est nécessaire.',
  ],
};

export const FIRST_NAMES =
  'Ana|Beatriz|Camila|Carlos|Claudia|Daniela|Diego|Elena|Esteban|Federico|Florencia|Gabriela|Graciela|Hernán|Irene|Jorge|Julia|Laura|Lucía|Luis|Marcela|Marcos|María|Martín|Mónica|Nicolás|Norma|Pablo|Patricia|Rosa|Sebastián|Silvia|Sofía|Tomás|Valeria|Walter'.split(
    '|',
  );
export const LAST_NAMES =
  'Acosta|Aguirre|Álvarez|Benítez|Cabrera|Castro|Díaz|Domínguez|Fernández|Ferreyra|Flores|García|Giménez|Gómez|González|Gutiérrez|Herrera|Ledesma|López|Luna|Martínez|Medina|Molina|Montenegro|Morales|Núñez|Ojeda|Peralta|Pereyra|Pérez|Quiroga|Ramírez|Ríos|Rodríguez|Romero|Ruiz|Sánchez|Silva|Sosa|Suárez|Torres|Vega|Villalba'.split(
    '|',
  );
export const ORGANISATIONS =
  'Fundación Barrio Abierto|Red de Huertas del Sur|Club Social Sarmiento|Cooperativa La Esquina|Asociación de Usuarias del Transporte Público|Observatorio de Datos Urbanos|Cámara de Comercio de la Avenida|Universidad del Riachuelo|Sociedad de Fomento Los Ceibos|Mesa de Discapacidad|Biblioteca Popular Alberdi|Colegio de Arquitectura'.split(
    '|',
  );
export const COMMENTS = [
  'Me pasa lo mismo en mi barrio, ojalá avance.',
  'Agregaría que los datos salgan también en formato abierto.',
  '¿Hay una estimación de cuánto costaría?',
  'No estoy de acuerdo con empezar por el centro: hace más falta en el sur.',
  'En la comuna vecina se hizo una prueba parecida y funcionó.',
];
