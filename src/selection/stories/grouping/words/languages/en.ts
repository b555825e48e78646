import type { LanguageWords } from './language-words.ts';

export const en: LanguageWords = {
  function: `
    the a an of to in on at by for from with and or but as is are was were be been has have had it its he she they we you his her their
    our your this that these those not no will would can could may more most new now how why what when who after before over about into
    out up than says said first`,
  ordinary: `
    able about above access according account across act action activity actual add added adding address adult affect afternoon again
    against age agency ago agree agreed agreement ahead aim air allow allowed almost alone along already also although always among
    amount analysis analyst announce announced announcement annual another answer any anyone anything apart app appear approach april
    area argue arm around arrive art article ask asked asking august author authority autumn available average avoid away back bad bag
    balance bank bar base based basic bath battle became because become bed began begin begun behind being believe below benefit best
    bet better between beyond big biggest bill bit black block blow blue board boat body book boost border born both bought box boy
    brand break bring broad broke broken brother brought build building built business busy buy buying call called came camera campaign
    capital car card care career carry case cash catch cause center central centre century certain chain chair challenge chance change
    changed changing chapter charge cheap check chef chief child children choice choose church circle city claim class clean clear
    climate close closed closer cloud club coach coast code coffee cold collection college color colour come coming comment commission
    committee common community company compare competition complete computer concern condition conference confirm connect consider
    contact contain content continue contract control conversation cook cool corner cost council count country couple course court
    cover create created creating credit crew crisis critic crop cross crowd cup current customer cut cutting daily damage dark data
    date daughter day dead deal dealt death debate debt decade december decide decided decision deep defence defense delay deliver
    demand deputy describe desert design designed despite detail develop developer development device die died differ different
    difficult dig digital dinner direct direction director discover discuss disease dish distance district divide doctor document dog
    dollar done door double doubt down dozen draw dream dress drink drive driver drop dry due during dust each ear early earn earth
    ease east easy eat economic economy edge edition editor education effect effort eight either electric element eleven else email
    emerge employ employee empty enable end enemy energy engine engineer enjoy enough enter enterprise entire environment equipment
    escape especially estimate even evening event ever every everyone everything evidence exact example except exchange expand expect
    expected expert explain extend extra eye face facility fact factor factory fail fair faith fall fallen false family famous far farm
    farmer fast faster father fault fear feature february fed feel feeling feet fell felt few field fight figure file fill film final
    finally finance financial find finding fine finish fire firm fish fit five fix flat flight floor flow fly focus folk follow
    following food foot force foreign forest forget form former forward found four fourth free fresh friday friend front fruit full fun
    fund funding funny further future gain game garden gas gather gave gay general generation get getting giant gift girl give given
    giving glass global goal god goes going gold gone good got government grand grant great green grew ground group grow growing grown
    growth guard guess guest guide gun guy hair half hall hand handle hang happen happened happy hard hardly head health healthy hear
    heard heart heat heavy held help helped helping here herself high higher highest hill himself history hit hold hole holiday home
    hope hospital hot hotel hour house housing however huge human hundred hurt husband idea identify image imagine impact important
    improve inch include included including income increase indeed independent individual industry inform information inner inside
    instead interest interesting international internet interview introduce invest investigate investigation investor invite involve
    iron island issue item itself january job join joined joint journal journey judge july jump june just keep keeper keeping kept key
    kid kill kind king kitchen knew know known labor labour lack lady laid lake land language large larger last late later latest laugh
    launch launched law lawyer lay lead leader leading learn learned learning least leave leaving led left leg legal less lesson let
    letter level library lie life lift light like likely limit line link list listen little live lived living local location long
    longer look looked looking lose loss lost lot loud love low lower luck lunch machine made magazine main maintain major majority
    make maker making man manage management manager many map march mark market marriage mass master match material matter maybe mayor
    mean meaning meant measure meat media medical meet meeting member memory men mention message met metal method middle midnight might
    mile military milk million mind minister minor minute miss missing mission mistake mix mobile model modern moment monday money
    month moon morning mother motion mountain mouth move moved movement movie moving much murder museum music must myself name named
    narrow nation national natural nature near nearly necessary neck need needed neighbour neighbor neither nervous network never news
    newspaper next nice night nine nobody noise none nor normal north note nothing notice november number nurse object observe obvious
    occur october odd off offer offered office officer official often oil ok old older once one online only onto open opened opening
    operate operation opinion opportunity option orange order organization ordinary original other others otherwise ought outside
    overall own owner pack page paid pain paint pair panel paper parent park part particular partner partnership party pass passed past
    patient pattern pay paying payment peace people per percent perfect perform performance perhaps period permit person personal phone
    photo photograph physical pick picture piece pilot place plan plane planet planned planning plant plastic plate platform play
    player please plenty plus pocket point police policy political politic poor popular population position possible post potential
    pound power powerful practice prepare present president press pressure pretty prevent previous price primary prime principle print
    prison private prize probably problem process produce product production professional professor profit program programme progress
    project promise proof property propose protect protection prove provide provided public publish published pull purchase purpose
    push put quality quarter queen question queue quick quickly quiet quite race radio rail rain raise raised ran range rate rather
    reach reached read reader reading ready real reality realize really reason receive recent recently recognize record red reduce
    reflect region regular relate relationship release released religious remain remember remove rent repair repeat replace report
    reported request require research researcher resource respond response rest restaurant result return reveal rich ride right ring
    rise rising risk river road rock role roll roof room round route row rule run running rural safe safety said salad sale salt same
    sand sat saturday save saving saw say saying scale scene school science scientist score screen sea search season seat second secret
    secretary section sector secure security see seed seek seem seen sell send senior sense sent september series serious serve service
    session set setting settle seven several severe shadow shake shape share sharp sheet shelf shift ship shirt shock shoe shoot shop
    short shot should shoulder show showed shown shut sick side sight sign signal significant silent similar simple simply since sing
    single sister sit site situation six size skill skin sky sleep slightly slow slowly small smart smell smile smoke smooth social
    society soft software soil sold soldier solution solve some someone something sometime somewhat son song soon sort sound source
    south space speak special specific speech speed spend spent spirit split spoke sport spot spread spring square staff stage stand
    standard star start started starting state statement station stay step stick still stock stone stood stop stopped store storm story
    straight strange street strength strong structure student study stuff style subject success successful such sudden suffer sugar
    suggest summer sun sunday supply support suppose sure surface surprise survey sweet swim system table take taken taking tale talk
    talking target task taste taught tax teach teacher team tear technology telephone television tell ten term test tested than thank
    theatre theater themselve then theory there therefore thick thin thing think third thirty thought thousand threat three threw
    through throughout throw thursday thus ticket tie tight till time tiny title today together told tomorrow tone tonight took tool
    top total touch tour toward towards tower town track trade tradition traffic train training travel treat treatment tree trial trip
    trouble truck true trust truth try trying tuesday turn turned turning twelve twenty twice two type under understand union unit
    united university unless unlike until unusual up upon upper urban us use used useful user using usual usually valley value various
    vehicle version very via victim video view village visit visitor voice vote wage wait walk walked wall want wanted war warm warn
    warned warning wash waste watch water wave way weak wealth wear weather web website wednesday week weekend weight welcome well went
    west wet whatever wheel where whether which while white whole whom whose wide wife wild win wind window wine winner winter wise
    wish within without woman women won wonder wood word wore work worked worker working workplace world worry worse worst worth wrong
    wrote yard yeah year yellow yesterday yet young yourself zone breaking brief briefing bulletin column daily digest editorial
    exclusive headline monthly newsletter podcast preview quiz recap roundup summary untitled update weekly`,
};
