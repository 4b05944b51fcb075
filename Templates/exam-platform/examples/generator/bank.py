"""Question pools and questions of the example season, and who answers for them. All invented."""

from dataclasses import dataclass

INSTRUCTORS = (
    # username, first name, last name, number, role, department
    ("troy", "Tess", "Roy", "000218", "instructor", "Ethics"),
    ("gbelanger", "Gilles", "Bélanger", "000219", "instructor", "Droit"),
    ("hsato", "Hana", "Sato", "000231", "instructor", "Finance"),
    ("mfraser", "Malcolm", "Fraser", "000240", "administrator", "Examinations"),
    ("lmensah", "Lena", "Mensah", "000244", "instructor", "Privacy"),
    (None, "Nadine", "Côté", "000252", "instructor", "Placements"),
)

# Code, name, parent, language, owner; a part of a pool stands below it.
POOLS = (
    ("CIFC", "Investment funds", None, "en", "h.sato@example.org"),
    ("CIFC-01", "Investment funds, products", "CIFC", "en", "h.sato@example.org"),
    ("CIFC-02", "Investment funds, markets", "CIFC", "en", "h.sato@example.org"),
    ("CIFC-FR", "Fonds d’investissement", None, "fr-CA", "nadine.cote@example.org"),
    ("ETH", "Ethics", None, "en", "tess.roy@example.org"),
    ("ETH-01", "Ethics, part 1: duties", "ETH", "en", "tess.roy@example.org"),
    ("ETH-02", "Ethics, part 2: conflicts", "ETH", "en", "tess.roy@example.org"),
    ("ETH-02-GIFT", "Ethics, part 2: gifts", "ETH-02", "en", None),
    ("ETH-FR", "Éthique", None, "fr-CA", "gilles.belanger@example.org"),
    ("LAW", "Securities law", None, "en", "gilles.belanger@example.org"),
    ("LAW-01", "Securities law, registration", "LAW", "en", None),
    ("LAW-FR", "Droit des valeurs mobilières", None, "fr-CA", "gilles.belanger@example.org"),
    ("FIN", "Corporate finance", None, "en", "h.sato@example.org"),
    ("FIN-FR", "Finance d’entreprise", None, "fr-CA", "h.sato@example.org"),
    ("PRIV", "Privacy", None, "en", "lena.mensah@example.org"),
    ("PRIV-FR", "Confidentialité", None, "fr-CA", "lena.mensah@example.org"),
)

# The pools that an exam draws from, by code or name.
POOLS_OF_EXAM = {
    "CIFC-EN": "CIFC", "CIFC-FR": "Fonds d’investissement", "ETH-EN": "ETH-01;ETH-02",
    "ETH-FR": "ETH-FR", "LAW-EN": "Securities law", "LAW-FR": "LAW-FR", "FIN-EN": "fin",
    "FIN-FR": "FIN-FR", "WEB-EN": "PRIV", "WEB-FR": "PRIV-FR",
}

SITUATIONS = (
    "A client asks for a product that does not suit the client’s goals.",
    "A colleague leaves a client’s file open on a shared desk.",
    "A supplier offers tickets to a final.",
    "A client wants a trade back-dated by one day.",
    "A relative asks what a client has bought.",
    "A rumour about a company reaches you before the news does.",
    "A client has not answered three letters.",
    "A manager asks for a report with one figure left out.",
    "A client pays in cash, far more than usual.",
    "A new rule takes effect next month.",
    "Two clients want the last units of one fund.",
    "A client’s adviser has moved to another firm.",
    "A former client asks for the file to be deleted.",
    "A message for another client is in your inbox.",
)
ACTS = (
    ("Tell the client in writing", "Ask the compliance officer", "Decline and keep a note",
     "Wait until the next review"),
    ("Report it the same day", "Speak with the colleague first", "Lock the file away",
     "Do nothing"),
    ("Refuse", "Accept and report it", "Ask the manager", "Pass it on to a colleague"),
)


@dataclass
class Question:
    """A question as its pool keeps it."""

    pool: str
    code: str
    kind: str
    stem: str
    options: tuple = ()
    correct: str = None
    points: object = None
    difficulty: int = None
    topic: str = None
    feedback: str = None
    status: str = None


def pools_of_questions(count, pools):
    """Pools in turn, so that each gets its share."""
    return [pools[place % len(pools)] for place in range(count)]


def questions():
    """66 questions of ethics and 44 of privacy; the other pools are filled later."""
    made = []
    for topic, count, pools in (
        ("Ethics", 66, ("ETH-01", "ETH-02", "ETH-02-GIFT")), ("Privacy", 44, ("PRIV",)),
    ):
        for place, pool in enumerate(pools_of_questions(count, pools)):
            situation = SITUATIONS[place % len(SITUATIONS)]
            acts = ACTS[place % len(ACTS)]
            question = Question(
                pool, f"Q-{len(made) + 1:04d}", "single",
                f"{situation} What do you do first?", acts, "ABCD"[place % 4],
                points=1 if place % 3 else None, difficulty=place % 5 + 1, topic=topic,
            )
            if place % 11 == 4:
                question.kind = "multiple"
                question.stem = f"{situation} Which of these are right?"
                question.correct = ("A;C", "A, B", "B;D")[place % 3]
                question.points = 2
            elif place % 11 == 7:
                question.kind = "true-false"
                question.stem = f"{situation} You may decide that alone."
                question.options, question.correct = (), "FALSE" if place % 2 else "true"
            elif place % 22 == 9:
                question.kind = "numeric"
                question.stem = f"{situation} Within how many days do you answer?"
                question.options, question.correct = (), str(place % 7 + 3)
            elif place % 33 == 20:
                question.kind = "essay"
                question.stem = f"{situation}\nSay what you would do,\nand why."
                question.options, question.correct, question.points = (), None, 5
                question.feedback = "See chapter 2."
            if place % 29 == 28:
                question.status = "draft"
            made.append(question)
    return made
