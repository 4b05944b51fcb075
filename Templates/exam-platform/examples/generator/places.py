"""Cities, venues and exams of the example season. All invented; the cities are real."""

from dataclasses import dataclass

# Letters of the third and fifth place of a Canadian postal code.
POSTAL_LETTERS = "ABCEGHJKLMNPRSTVWXYZ"


@dataclass(frozen=True)
class City:
    """A city with exams: where it is, its clock, its staff."""

    code: str
    city: str
    location_name: str
    province: str
    province_name: str
    zone: str
    postal_prefix: str
    area_code: str
    latitude: float
    longitude: float
    street: str
    proctor_count: int
    # Code suffix and name of each venue.
    venues: tuple
    is_french: bool = False


CITIES = (
    City("TOR-01", "Toronto", "Toronto Downtown", "CA-ON", "Ontario", "America/Toronto", "M5",
         "416", 43.64869, -79.3817, "100 King Street West", 40,
         (("MTCC", "Convention Centre, North Building"), ("HARB", "Harbour Conference Hall"),
          ("COLL", "College Street Examination Hall"), ("YORK", "Yorkdale Learning Centre"),
          ("SCAR", "Scarborough Civic Hall"), ("MISS", "Lakeshore Business Campus"))),
    City("MTL-01", "Montréal", "Montréal Centre-ville", "CA-QC", "Québec", "America/Toronto",
         "H2", "514", 45.50169, -73.56726, "1000, rue Sherbrooke Ouest", 30,
         (("PALC", "Palais des congrès, salle 510"), ("SHER", "Centre Sherbrooke"),
          ("VPOR", "Collège du Vieux-Port"), ("MROY", "Pavillon Mont-Royal"),
          ("LAVA", "Centre d’examens Laval")), True),
    City("VAN-01", "Vancouver", "Vancouver Harbour", "CA-BC", "British Columbia",
         "America/Vancouver", "V6", "604", 49.28273, -123.12074, "555 Hastings Street West", 26,
         (("HARC", "Harbour Centre"), ("BURN", "Burnaby Exam Hall"),
          ("RICH", "Richmond Learning Centre"), ("GRAN", "Granville Conference Rooms"),
          ("SURR", "Surrey Central Hall"))),
    City("OTT-01", "Ottawa", "Ottawa Centre", "CA-ON", "Ontario", "America/Toronto", "K1", "613",
         45.42153, -75.69719, "55 Metcalfe Street", 20,
         (("CC", "Capital Conference Centre"), ("RIDE", "Rideau College"),
          ("KANA", "Kanata Technology Campus"), ("ORLE", "Orléans Community Hall"))),
    City("CGY-01", "Calgary", "Calgary Bow Valley", "CA-AB", "Alberta", "America/Edmonton", "T2",
         "403", 51.04473, -114.07188, "120 7 Avenue SW", 18,
         (("STAM", "Stampede Conference Hall"), ("BOWR", "Bow River College"),
          ("FOOT", "Foothills Campus"), ("BELT", "Beltline Learning Centre"))),
    City("EDM-01", "Edmonton", "Edmonton River Valley", "CA-AB", "Alberta", "America/Edmonton",
         "T5", "780", 53.54612, -113.49382, "10025 Jasper Avenue", 14,
         (("JASP", "Jasper Avenue Centre"), ("WHYT", "Whyte Avenue College"),
          ("NORT", "Northlands Hall"))),
    City("QUE-01", "Québec", "Québec Colline", "CA-QC", "Québec", "America/Toronto", "G1", "418",
         46.81388, -71.20798, "900, boulevard René-Lévesque Est", 14,
         (("CONG", "Centre des congrès"), ("COLL", "Cégep de la Colline"),
          ("GALL", "Salle Grande Allée")), True),
    City("WPG-01", "Winnipeg", "Winnipeg Portage", "CA-MB", "Manitoba", "America/Winnipeg", "R3",
         "204", 49.89514, -97.13837, "393 Portage Avenue", 10,
         (("PORT", "Portage Hall"), ("BONI", "St. Boniface College"))),
    City("HAL-01", "Halifax", "Halifax Waterfront", "CA-NS", "Nova Scotia", "America/Halifax",
         "B3", "902", 44.64876, -63.57524, "1800 Argyle Street", 12,
         (("HARB", "Harbourfront Hall"), ("SPRG", "Spring Garden College"),
          ("DART", "Dartmouth Centre"))),
    City("STJ-01", "St. John’s", "St. John’s Harbour", "CA-NL", "Newfoundland and Labrador",
         "America/St_Johns", "A1", "709", 47.56154, -52.71258, "10 Water Street", 6,
         (("SIGN", "Signal Hill Centre"), ("WATR", "Water Street Hall"))),
    City("REG-01", "Regina", "Regina Wascana", "CA-SK", "Saskatchewan", "America/Regina", "S4",
         "306", 50.44521, -104.6189, "2000 Albert Street", 6,
         (("WASC", "Wascana Centre"), ("ALBE", "Albert Street College"))),
    City("MON-01", "Moncton", "Moncton Riverfront", "CA-NB", "New Brunswick", "America/Moncton",
         "E1", "506", 46.08782, -64.77823, "655 Main Street", 4,
         (("MAIN", "Main Street Centre"),)),
)


@dataclass(frozen=True)
class Exam:
    """An examination that sessions offer."""

    code: str
    title: str
    delivery: str
    language: str
    minutes: int
    fee: float
    course: str
    questions: int


EXAMS = (
    Exam("CIFC-EN", "Canadian Investment Funds", "paper", "en", 180, 350.0, "CIFC", 100),
    Exam("CIFC-FR", "Fonds d’investissement canadiens", "paper", "fr-CA", 180, 350.0, "CIFC", 100),
    Exam("ETH-EN", "Ethics and Professional Conduct", "paper", "en", 90, 180.0, "ETH", 60),
    Exam("ETH-FR", "Éthique et conduite professionnelle", "paper", "fr-CA", 90, 180.0, "ETH", 60),
    Exam("LAW-EN", "Securities Law", "paper", "en", 150, 295.5, "LAW", 80),
    Exam("LAW-FR", "Droit des valeurs mobilières", "paper", "fr-CA", 150, 295.5, "LAW", 80),
    Exam("FIN-EN", "Corporate Finance", "paper", "en", 180, 325.0, "FIN", 90),
    Exam("FIN-FR", "Finance d’entreprise", "paper", "fr-CA", 180, 325.0, "FIN", 90),
    Exam("WEB-EN", "Privacy Essentials", "online", "en", 60, 75.0, "PRIV", 40),
    Exam("WEB-FR", "Notions de confidentialité", "online", "fr-CA", 60, 75.0, "PRIV", 40),
    Exam("VUE-EN", "Wealth Management", "pearson-vue", "en", 120, 410.0, "WME", 75),
)

FIRST_NAMES = (
    "Morgan Dana Zoe Liam Noah Olivia Emma Aisha Priya Wei Mei Arjun Fatima Omar Chloé Élise "
    "Mathieu Étienne Gabriel Sophie Camille Lucas Hannah Ingrid Yuki Kenji Amara Kwame Sofia Diego "
    "Ravi Leila Yusuf Nadia Ivan Katya Marek Anna Tomas Siobhan Declan Fiona Callum Isla Rhys "
    "Geneviève François Béatrice Antoine Maude Thierry Simone Grace Henry Clara Victor Nora Felix"
).split()
LAST_NAMES = (
    "Lee Roy Patel Okeane Khan Singh Tremblay Gagnon Bouchard Côté Fortin Gauthier Morin Lavoie "
    "Pelletier Bélanger Lévesque Bergeron MacDonald Campbell Fraser Stewart Murphy O’Brien Walsh "
    "Chen Wong Nguyen Tran Kim Park Sato Tanaka Ali Hassan Ahmed Mensah Okafor Adeyemi Silva Costa "
    "Garcia Novak Kowalski Ivanov Petrov Schmidt Weber Larsen Nilsson Dubois Leblanc Arsenault "
    "Cormier Bernier Desjardins Hughes Parsons Whitehorse Beaulieu"
).split()
EMPLOYERS = (
    "Northern Exams Ltd", "Maple Invigilation Services", "Surveillance Boréale inc.",
    "Prairie Assessment Co-op", None,
)
