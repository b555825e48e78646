/**
 * The commonest words of the languages news is most written in, folded as `tokenise` folds. They serve twice: too common to
 * prove anything before a corpus is large enough to show it, and telling one language from another.
 */
export const functionWords: Readonly<Record<string, readonly string[]>> = {
  en: words(`the a an of to in on at by for from with and or but as is are was were be been has have had it its he she they we you
    his her their our your this that these those not no will would can could may more most new now how why what when who after
    before over about into out up than says said first`),
  de: words(`der die das den dem des ein eine einen einem einer und oder aber nicht mit von zu zum zur im am auf fur aus bei nach
    uber vor wie was wer ist sind war wird werden hat haben sich auch als noch nur mehr neue neuen`),
  fr: words(`le la les un une des du de au aux et ou mais pas ne que qui dans sur pour par avec sans sous est sont ont ete sera
    plus ce cette ces son sa ses leur se il elle nouveau nouvelle apres entre comment`),
  es: words(`el la los las un una unos de del al y o pero no que en con por para sin sobre es son fue ha han ser su se lo le
    mas como este esta nuevo nueva tras entre desde`),
  it: words(`il lo la i gli le un uno una di del della dei delle da dal al alla e o ma non che in con su per tra fra sono ha
    hanno come piu questo questa nuovo nuova dopo anche`),
  pt: words(`o a os as um uma de do da dos das em no na nos nas e ou mas nao que com por para sem sobre foi sao tem ser seu
    sua se mais como este esta novo nova apos entre`),
  nl: words(`de het een van en of maar niet met voor op in aan bij uit naar over door is zijn was wordt worden heeft hebben ook
    als nog meer dit dat deze die nieuwe om te er`),
};

function words(list: string): readonly string[] {
  return list.split(/\s+/);
}
