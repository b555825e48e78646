import type { LetterStrings } from './letter-strings.ts';

export const es: LetterStrings = {
  language: 'es',
  confirm: {
    subject: 'Confirme su suscripción a {newsletter}',
    heading: 'Solo falta un clic',
    body: 'Alguien, esperamos que usted, pidió recibir {newsletter} en esta dirección. Por favor, confirme que fue usted.',
    action: 'Confirmar mi suscripción',
    ignore: 'Si no fue usted, no haga nada: no se le enviará nada.',
  },
  welcome: {
    subject: 'Le damos la bienvenida a {newsletter}',
    heading: 'Le damos la bienvenida',
    body: 'Su suscripción a {newsletter} está confirmada. La próxima edición ya será para usted.',
    action: 'Cambiar sus temas',
  },
  preferencesChanged: {
    subject: 'Sus temas en {newsletter} han cambiado',
    heading: 'Hemos anotado su elección',
    body: 'Desde la próxima edición, {newsletter} le traerá las noticias de estos temas.',
    action: 'Cambiarlos otra vez',
  },
  exportRequest: {
    subject: 'Sus datos en {newsletter}',
    heading: 'Sus datos, en un archivo',
    body: 'Alguien, esperamos que usted, pidió en la página de su suscripción a {newsletter} todo lo que guardamos sobre usted. El enlace vale un día.',
    action: 'Ver mis datos',
    ignore: 'Si no fue usted, no haga nada: nadie más los verá.',
  },
  eraseRequest: {
    subject: 'Confirme: borrar mis datos de {newsletter}',
    heading: '¿Borrar todo sobre usted?',
    body: 'Alguien, esperamos que usted, pidió en la página de su suscripción a {newsletter} eliminar esta dirección y todo lo que guardamos sobre ella. El enlace vale un día.',
    action: 'Continuar con el borrado',
    ignore: 'Si no fue usted, no haga nada: no se borrará nada.',
  },
  editorTest: {
    subject: 'Prueba: {newsletter} puede enviar correo',
    heading: 'Funciona',
    body: 'Este mensaje se envió para {newsletter} a través de {server}, el {time}. Nadie más lo ha recibido.',
  },
  digestHeld: {
    subject: 'Retenida: {newsletter}, {number}',
    heading: '{number} le está esperando',
    body: 'La edición prevista para el {time} no se envió a nadie. Este es el motivo:',
    action: 'Abrirla en la redacción',
  },
  deskInvitation: {
    subject: '{by} le invita a la redacción de {newsletter}',
    heading: 'Trabaje con nosotros',
    body: '{by} le invita a la redacción de {newsletter}, con el papel de {role}. El enlace vale una sola vez, durante una semana: allí elegirá un nombre y una contraseña.',
    action: 'Aceptar la invitación',
    ignore: 'Si no esperaba ninguna invitación, no haga nada: nadie más que usted entrará con ella.',
  },
  deskPassword: {
    subject: 'Una nueva contraseña para la redacción de {newsletter}',
    heading: '¿Ha olvidado su contraseña?',
    body: 'Alguien, esperamos que usted, pidió una nueva contraseña en la redacción de {newsletter}. El enlace vale una sola vez, durante una hora.',
    action: 'Elegir una contraseña',
    ignore: 'Si no fue usted, no haga nada: la contraseña anterior sigue valiendo.',
  },
  deskMention: {
    subject: '{by} le menciona: {place}',
    heading: '{by} le menciona',
    body: 'Un comentario en la redacción de {newsletter}, sobre {place}:',
    action: 'Responder en la redacción',
  },
  yourTopics: 'Sus temas',
  insteadOfButton: 'Si el botón no funciona, copie esta dirección en su navegador:',
};
