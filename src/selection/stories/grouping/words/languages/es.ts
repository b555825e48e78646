import type { LanguageWords } from './language-words.ts';

export const es: LanguageWords = {
  function: `
    el la los las un una unos de del al y o pero no que en con por para sin sobre es son fue ha han ser su se lo le mas como este esta
    nuevo nueva tras entre desde`,
  ordinary: `
    año años mes semana día días lunes martes miércoles jueves viernes sábado domingo fin enero febrero marzo abril mayo junio julio
    agosto septiembre octubre noviembre diciembre hoy ayer mañana tarde noche hora horas minuto tiempo momento fecha país ciudad mundo
    españa español española gobierno presidente ministro ministra alcalde partido política político policía justicia juez tribunal ley
    derecho estado cuestión problema razón plan proyecto caso crisis reforma debate crítica frontera objetivo papel calle plaza lugar
    casa escuela niño niños mujer mujeres hombre hombres gente persona personas familia vida muerte muerto muertos herido heridos
    víctima víctimas accidente fuego sur norte este oeste centro empresa empresas jefe economía mercado precio precios dinero euro
    euros dólares millón millones por ciento banco cliente trabajo oferta producto venta victoria derrota temporada equipo jugador
    entrenador liga copa final gol goles gana vence pierde empata ante contra frente lanza abre cierra anuncia presenta prepara pide
    quiere debe puede va hace hacer dice da toma pone queda llega vuelve sale deja busca sigue sube baja muere gran grande pequeño
    bueno buena mejor peor primer primera primero segundo segunda tercer último última otro otra otros todo toda todos nuevo nuevos
    mismo nunca siempre ya muy mucho muchos poco menos dos tres cuatro cinco seis siete ocho nueve diez cien mil qué cómo cuándo dónde
    quién así hasta estudio cifras informe experto claves vídeo foto fotos directo entrevista análisis opinión editorial previsión
    boletín horóscopo`,
};
