import type { LetterStrings } from './letter-strings.ts';

export const ptBr: LetterStrings = {
  language: 'pt-BR',
  confirm: {
    subject: 'Confirme sua assinatura de {newsletter}',
    heading: 'Falta só um clique',
    body: 'Alguém, esperamos que você, pediu para receber {newsletter} neste endereço. Por favor, confirme que foi você.',
    action: 'Confirmar minha assinatura',
    ignore: 'Se não foi você, não faça nada: nada será enviado.',
  },
  welcome: {
    subject: 'Boas-vindas a {newsletter}',
    heading: 'Boas-vindas',
    body: 'Sua assinatura de {newsletter} está confirmada. A próxima edição já é sua.',
    action: 'Alterar seus temas',
  },
  preferencesChanged: {
    subject: 'Seus temas em {newsletter} mudaram',
    heading: 'Sua escolha foi registrada',
    body: 'A partir da próxima edição, {newsletter} traz para você as notícias destes temas.',
    action: 'Alterar de novo',
  },
  exportRequest: {
    subject: 'Seus dados em {newsletter}',
    heading: 'Seus dados, em um arquivo',
    body: 'Alguém, esperamos que você, pediu na página da sua assinatura de {newsletter} tudo o que guardamos sobre você. O link vale por um dia.',
    action: 'Ver meus dados',
    ignore: 'Se não foi você, não faça nada: ninguém mais os verá.',
  },
  eraseRequest: {
    subject: 'Confirme: excluir meus dados de {newsletter}',
    heading: 'Excluir tudo sobre você?',
    body: 'Alguém, esperamos que você, pediu na página da sua assinatura de {newsletter} para remover este endereço e tudo o que guardamos sobre ele. O link vale por um dia.',
    action: 'Continuar a exclusão',
    ignore: 'Se não foi você, não faça nada: nada será excluído.',
  },
  editorTest: {
    subject: 'Teste: {newsletter} consegue enviar e-mails',
    heading: 'Funciona',
    body: 'Esta mensagem foi enviada para {newsletter} por {server}, em {time}. Ninguém mais a recebeu.',
  },
  digestHeld: {
    subject: 'Retida: {newsletter}, {number}',
    heading: '{number} espera por você',
    body: 'A edição prevista para {time} não foi enviada a ninguém. O motivo:',
    action: 'Abrir na redação',
  },
  deskInvitation: {
    subject: '{by} convida você para a redação de {newsletter}',
    heading: 'Trabalhe conosco',
    body: '{by} convida você para a redação de {newsletter}, no papel de {role}. O link vale uma única vez, por uma semana: nele você escolhe um nome e uma senha.',
    action: 'Aceitar o convite',
    ignore: 'Se você não esperava um convite, não faça nada: ninguém além de você entra por ele.',
  },
  deskPassword: {
    subject: 'Uma nova senha para a redação de {newsletter}',
    heading: 'Esqueceu sua senha?',
    body: 'Alguém, esperamos que você, pediu uma nova senha na redação de {newsletter}. O link vale uma única vez, por uma hora.',
    action: 'Escolher uma nova senha',
    ignore: 'Se não foi você, não faça nada: a senha antiga continua valendo.',
  },
  deskMention: {
    subject: '{by} menciona você: {place}',
    heading: '{by} menciona você',
    body: 'Um comentário na redação de {newsletter}, sobre {place}:',
    action: 'Responder na redação',
  },
  yourTopics: 'Seus temas',
  insteadOfButton: 'Se o botão não funcionar, copie este endereço no seu navegador:',
};
