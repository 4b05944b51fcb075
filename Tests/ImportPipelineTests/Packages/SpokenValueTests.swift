import ImportPipeline
import Schemas
import TabularCore
import TestSupport
import Testing

/// A template of a language is filled in with the words of the language: sheets, headers, listed values, yes
/// and no, amounts, dates.
@Suite struct SpokenValueTests {
  /// What is typed, by table and field, in the order of the tables of a template.
  private typealias Typed = [(table: String, values: [(field: String, text: String)])]

  private static let common: [String: [(field: String, text: String)]] = [
    "locations": [
      ("location_code", "QUE-01"), ("name", "Québec"), ("time_zone", "America/Toronto"),
      ("street", "1 Grande Allée"), ("city", "Québec"), ("postal_code", "G1R 2H3"),
    ],
    "venues": [
      ("venue_code", "QUE-01-A"), ("location_code", "QUE-01"), ("name", "A"), ("seats", "60"),
      ("hire_cost", "1250,00"), ("currency", "CAD"),
    ],
    "exams": [
      ("exam_code", "CIFC-FR"), ("title", "Fonds"), ("duration_minutes", "180"),
      ("fee", "1 250,50"), ("currency", "CAD"),
    ],
    "proctors": [
      ("username", "mlee"), ("email", "m.lee@example.org"), ("first_name", "Morgan"),
      ("last_name", "Lee"),
    ],
    "location_proctors": [("location_code", "QUE-01"), ("username", "mlee")],
    "students": [
      ("username", "adubois"), ("email", "a.dubois@example.org"), ("first_name", "Amélie"),
      ("last_name", "Dubois"),
    ],
    "common_sessions": [
      ("session_code", "S-1"), ("name", "Mars"), ("exam_codes", "CIFC-FR"),
      ("venue_code", "QUE-01-A"), ("start_at", "2027-03-06 09:00"), ("end_at", "2027-03-06 12:30"),
      ("capacity", "30"), ("course_code", "CIFC"),
    ],
    "session_proctors": [
      ("session_code", "S-1"), ("username", "mlee"), ("pay_rate", "28,50"), ("currency", "CAD"),
    ],
  ]

  private static let french: Typed = [
    (
      "locations",
      [
        ("kind", "présentiel"), ("status", "actif"), ("country", "Canada"),
        ("subdivision", "Québec"), ("valid_from", "15/01/2026"),
      ]
    ),
    (
      "venues",
      [
        ("status", "Actif"), ("accessibility", "fauteuil roulant;ascenseur;boucle magnétique"),
        ("delivery_modes", "papier;en ligne"),
      ]
    ),
    ("exams", [("delivery", "papier"), ("language", "français"), ("status", "publié")]),
    (
      "proctors",
      [
        ("status", "actif"), ("role", "surveillant"), ("can_lead", "oui"),
        ("certified_until", "31/12/2028"),
      ]
    ),
    (
      "common_sessions",
      [
        ("access", "cours"), ("proctored", "oui"), ("status", "brouillon"),
        ("options", "navigateur sécurisé;terminer après la fin"),
      ]
    ),
    ("location_proctors", [("role", "responsable")]),
    ("students", [("status", "suspendue"), ("language", "français")]),
    (
      "session_proctors",
      [("role", "responsable"), ("confirmed", "non"), ("pay_unit", "heure"), ("status", "affecté")]
    ),
  ]

  private static let spanish: Typed = [
    (
      "locations",
      [
        ("kind", "presencial"), ("status", "activo"), ("country", "Canadá"),
        ("subdivision", "Quebec"), ("valid_from", "15/01/2026"),
      ]
    ),
    (
      "venues",
      [
        ("status", "Activo"), ("accessibility", "silla de ruedas;ascensor;bucle magnético"),
        ("delivery_modes", "papel;en línea"),
      ]
    ),
    ("exams", [("delivery", "papel"), ("language", "francés"), ("status", "publicado")]),
    (
      "proctors",
      [
        ("status", "activo"), ("role", "supervisor"), ("can_lead", "sí"),
        ("certified_until", "31/12/2028"),
      ]
    ),
    (
      "common_sessions",
      [
        ("access", "curso"), ("proctored", "sí"), ("status", "borrador"),
        ("options", "navegador seguro;terminar después del final"),
      ]
    ),
    ("location_proctors", [("role", "responsable")]),
    ("students", [("status", "suspendida"), ("language", "francés")]),
    (
      "session_proctors",
      [("role", "responsable"), ("confirmed", "no"), ("pay_unit", "hora"), ("status", "asignado")]
    ),
  ]

  @Test(arguments: ["fr", "es"] as [Language])
  func whatPeopleType_isStoredAsTheSchemaNamesIt(language: Language) throws {
    let harness = try ImportHarness(store: .empty)
    var book = WorkbookBuilder()
    for (name, spoken) in language == "fr" ? Self.french : Self.spanish {
      let table = try #require(harness.package.table(named: name))
      let typed = (Self.common[name] ?? []) + spoken
      let headers = try typed.map { field, _ in
        try #require(table.field(named: field)).label.text(in: language)
      }
      #expect(table.sheetName(in: language) == table.title.text(in: language))
      book = book.sheet(
        table.sheetName(in: language),
        rows: [headers.map { .text($0) }, typed.map { .text($0.text) }])
    }
    let report = try harness.execute([.workbook("classeur", book)])
    #expect(report.findings() == [])
    #expect(
      try harness.stored(
        """
        SELECT l.kind, l.status, l.country, l.subdivision, l.valid_from, v.status,
          v.hire_cost_minor, e.delivery, e.language, e.status, e.fee_minor, p.status, p.role,
          p.can_lead, p.certified_until, s.access, s.proctored, s.status, a.role, a.confirmed,
          a.pay_rate_minor, a.pay_unit, a.status, u.status, u.language
        FROM locations l, venues v, exams e, proctors p, common_sessions s,
          session_proctors a, students u
        """) == [
          "physical|active|CA|CA-QC|2026-01-15|active|125000|paper|fr|published|125050|active"
            + "|proctor|1|2028-12-31|course|1|draft|lead|0|2850|hour|assigned|suspended|fr"
        ])
    #expect(
      try harness.stored("SELECT feature FROM venue_accessibility ORDER BY feature")
        == ["hearing-loop", "lift", "wheelchair"])
    #expect(
      try harness.stored("SELECT mode FROM venue_delivery_modes ORDER BY mode")
        == ["online", "paper"])
    #expect(
      try harness.stored("SELECT option FROM common_session_options ORDER BY option")
        == ["finish-after-end", "lockdown-browser"])
  }

  /// What is expected stands in the words that a template of the language offers.
  @Test func whatIsExpected_isToldInTheWordsOfTheReader() throws {
    let harness = try ImportHarness(store: .empty)
    let report = try harness.validate([
      .csv(
        "locations",
        lines: [
          "location_code,name,time_zone,kind,action", "QUE-01,Québec,America/Toronto,salon,",
          "QUE-02,Lévis,America/Toronto,virtual,noter",
        ])
    ])
    let issues = report.issues.issues.filter { $0.code == "value.enum-unknown" }
    func expected(_ language: Language) -> [String?] {
      issues.map { issue in
        issue.arguments.first { $0.name == "expected" }?.text(in: language)
      }
    }
    #expect(expected("en") == ["physical, virtual", "upsert, skip, delete"])
    #expect(expected("fr") == ["présentiel, virtuel", "ajouter, ignorer, supprimer"])
    #expect(expected("es") == ["presencial, virtual", "agregar, omitir, eliminar"])
    // Programs read the values of the schema.
    #expect(
      issues.first?.arguments.first { $0.name == "expected" }?.value == "physical, virtual")
  }
}
