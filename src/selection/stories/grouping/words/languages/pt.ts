import type { LanguageWords } from './language-words.ts';

export const pt: LanguageWords = {
  function: `
    o a os as um uma de do da dos das em no na nos nas e ou mas nao que com por para sem sobre foi sao tem ser seu sua se mais como
    este esta novo nova apos entre`,
  ordinary: `
    ano anos mês semana dia dias segunda terça quarta quinta sexta sábado domingo feira janeiro fevereiro março abril maio junho julho
    agosto setembro outubro novembro dezembro hoje ontem amanhã manhã tarde noite hora horas minuto tempo fim início momento data país
    cidade mundo brasil portugal brasileiro brasileira português governo presidente ministro prefeito partido política polícia justiça
    juiz tribunal lei direito estado questão problema razão plano projeto caso crise reforma debate crítica fronteira objetivo papel
    rua praça lugar casa escola criança crianças mulher mulheres homem homens gente pessoa pessoas família vida morte morto mortos
    ferido feridos vítima vítimas acidente fogo milhares centro bairro empresa chefe economia mercado preço preços dinheiro euro euros
    reais dólares milhão milhões bilhões por cento banco cliente trabalho oferta produto venda jogo vitória derrota época temporada
    equipa time jogador treinador liga taça copa final gol golo vence ganha perde frente contra lança abre fecha anuncia apresenta
    prepara pede quer deve pode vai faz fazer diz toma põe fica chega volta sai deixa busca segue sobe desce morre decide decisão
    grande pequeno bom boa melhor pior primeiro primeira segundo terceiro último última outro outra todo todos mesmo nunca sempre já
    muito pouco menos dois duas três quatro cinco seis sete oito nove dez cem mil que como quando onde quem até ainda causa conta
    estudo números relatório especialista vídeo foto fotos direto entrevista análise opinião editorial previsão horóscopo`,
};
