"""Adjectives and names of peoples in English, and short names of countries, to ISO codes."""

_TABLE = """
AF Afghan Afghans; AL Albanian Albanians; DZ Algerian Algerians; AO Angolan Angolans; AR Argentine Argentinian Argentinians
AM Armenian Armenians; AU Australian Australians; AT Austrian Austrians; AZ Azerbaijani; BH Bahraini; BD Bangladeshi Bangladeshis
BY Belarusian Belarusians; BE Belgian Belgians; BJ Beninese; BO Bolivian Bolivians; BA Bosnian Bosnians; BW Botswanan
BR Brazilian Brazilians; BG Bulgarian Bulgarians; BF Burkinabe Burkinabé; BI Burundian Burundians; KH Cambodian Cambodians
CM Cameroonian Cameroonians; CA Canadian Canadians; CF Central-African; TD Chadian Chadians; CL Chilean Chileans
CN Chinese; CO Colombian Colombians; CD Congolese; CR Costa-Rican; HR Croatian Croatians; CU Cuban Cubans; CY Cypriot Cypriots
CZ Czech Czechs; DK Danish Danes; NL Dutch; EC Ecuadorian Ecuadorians; EG Egyptian Egyptians; AE Emirati; GB British Briton Britons
ER Eritrean Eritreans; EE Estonian Estonians; ET Ethiopian Ethiopians; PH Filipino Filipinos Filipina Philippine; FI Finnish Finns
FR French; GA Gabonese; GM Gambian Gambians; GE Georgian Georgians; DE German Germans; GH Ghanaian Ghanaians; GR Greek Greeks
GT Guatemalan Guatemalans; GN Guinean Guineans; HT Haitian Haitians; HN Honduran Hondurans; HU Hungarian Hungarians
IS Icelandic; IN Indian Indians; ID Indonesian Indonesians; IR Iranian Iranians; IQ Iraqi Iraqis; IE Irish; IL Israeli Israelis
IT Italian Italians; CI Ivorian Ivorians; JM Jamaican Jamaicans; JP Japanese; JO Jordanian Jordanians; KZ Kazakh Kazakhs
KE Kenyan Kenyans; KW Kuwaiti; KG Kyrgyz; LA Laotian Lao; LV Latvian Latvians; LB Lebanese; LR Liberian Liberians; LY Libyan Libyans
LT Lithuanian Lithuanians; LU Luxembourgish; MG Malagasy; MW Malawian Malawians; MY Malaysian Malaysians; ML Malian Malians
MT Maltese; MR Mauritanian Mauritanians; MU Mauritian Mauritians; MX Mexican Mexicans; MD Moldovan Moldovans; MN Mongolian
ME Montenegrin; MA Moroccan Moroccans; MZ Mozambican Mozambicans; MM Burmese; NA Namibian Namibians; NP Nepalese Nepali Nepalis
NZ New-Zealander; NI Nicaraguan Nicaraguans; NE Nigerien Nigeriens; NG Nigerian Nigerians; MK Macedonian Macedonians
NO Norwegian Norwegians; OM Omani; PK Pakistani Pakistanis; PS Palestinian Palestinians; PA Panamanian Panamanians
PY Paraguayan Paraguayans; PE Peruvian Peruvians; PL Polish Poles; PT Portuguese; QA Qatari; RO Romanian Romanians
RU Russian Russians; RW Rwandan Rwandans; SV Salvadoran Salvadorans; SA Saudi Saudis; SN Senegalese; RS Serbian Serbians Serbs
SL Sierra-Leonean Sierra-Leoneans; SG Singaporean Singaporeans; SK Slovak Slovaks; SI Slovenian Slovenians; SO Somali Somalis
ZA South-African South-Africans; KR South-Korean Korean Koreans; ES Spanish Spaniard Spaniards Andalusian; LK Sri-Lankan
SD Sudanese; SE Swedish Swedes; CH Swiss; SY Syrian Syrians; TW Taiwanese; TJ Tajik Tajiks; TZ Tanzanian Tanzanians; TH Thai
TG Togolese; TN Tunisian Tunisians; TR Turkish Turks; UG Ugandan Ugandans; UA Ukrainian Ukrainians; UY Uruguayan Uruguayans
UZ Uzbek Uzbeks; VE Venezuelan Venezuelans; VN Vietnamese; YE Yemeni Yemenis; ZM Zambian Zambians; ZW Zimbabwean Zimbabweans
"""


def _parsed(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in table.replace("\n", ";").split(";"):
        code, *names = entry.split() or [""]
        found |= {name.replace("-", " "): code for name in names}
    return found


DEMONYMS: dict[str, str] = _parsed(_TABLE)
SHORT_FORMS: dict[str, str] = {
    "UK": "GB",
    "U.K.": "GB",
    "Great Britain": "GB",
    "England": "GB",
    "Scotland": "GB",
    "Wales": "GB",
    "US": "US",
    "U.S.": "US",
    "USA": "US",
    "U.S.A.": "US",
    "United States of America": "US",
    "UAE": "AE",
    "DRC": "CD",
    "Holland": "NL",
    "Czech Republic": "CZ",
    "Ivory Coast": "CI",
    "Burma": "MM",
    "Macedonia": "MK",
    "South Korea": "KR",
    "North Korea": "KP",
    "Palestine": "PS",
    "Peru": "PE",
    "Mali": "ML",
    "Chad": "TD",
    "Iran": "IR",
    "Iraq": "IQ",
    "Cuba": "CU",
    "Fiji": "FJ",
    "Oman": "OM",
    "Togo": "TG",
    "Niger": "NE",
    "Laos": "LA",
    "Swaziland": "SZ",
    "Cape Verde": "CV",
}
