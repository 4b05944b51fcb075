import ImportPipeline
import TabularCore
import TestSupport
import Testing

/// How files become tables, and cells become keys and references.
@Suite struct ReadingTests {
  private func codes(_ report: ImportReport) -> [String] {
    report.ledger.map { "\($0.table): \($0.summary)" }
  }

  @Test func header_standsBelowTitles() throws {
    let report = try ImportHarness().validate([
      .workbook(
        "season", sheet: "Lieux",
        [["Season 2027"], [nil, "filled in by Dana"]]
          + cells(Headers.location, "BRA-01,Brampton,America/Toronto,virtual", ",,,")
          + cells("OAK-01,Oakville,America/Torontoo,virtual"))
    ])
    #expect(
      report.findings() == ["error value.time-zone-unknown at season.xlsx › Lieux!C6 (time_zone)"])
    #expect(codes(report) == ["locations: read 3, blank 1, invalid 1, created 1"])
    #expect(report.files[0].sheets[0].headerRow == 3)
  }

  @Test func frenchHeaders_andFrenchWords_areRead() throws {
    let harness = try ImportHarness()
    let report = try harness.execute([
      .csv(
        "lieux", "Code du lieu;Nom du lieu;Fuseau horaire;Type de lieu;Capacité *;Ouverture",
        "lav-01;Laval;America/Toronto;virtuel;1 250;"
      )
    ])
    #expect(report.findings() == [])
    #expect(
      try harness.stored(
        "SELECT name, kind, capacity FROM locations WHERE location_code = 'LAV-01'")
        == ["Laval|virtual|1250"])
  }

  @Test func spanishHeaders_andSpanishWords_areRead() throws {
    let harness = try ImportHarness()
    let report = try harness.execute([
      .csv(
        "sedes",
        "Código de sede;Nombre;Huso horario;Tipo de sede;País;Válido desde;Acción;Notas",
        "mex-01;México;America/Mexico_City;en línea;México;6 de marzo de 2027;agregar;x",
        "esp-01;Madrid;Europe/Madrid;virtual;España;15-ago-2027;omitir;"
      )
    ])
    #expect(report.findings() == [])
    #expect(
      try harness.stored(
        "SELECT location_code, kind, country, valid_from FROM locations"
          + " WHERE location_code IN ('MEX-01', 'ESP-01')")
        == ["MEX-01|virtual|MX|2027-03-06"])
  }

  @Test func severalSheetsAndFiles_areRelatedInAnyOrder() throws {
    let harness = try ImportHarness()
    let book = WorkbookBuilder()
      .sheet("Rooms", rows: cells("venue_code,room_code,seats", "BRA-01-A,R1,10"))
      .sheet("Venues", rows: cells(Headers.venue, "BRA-01-A,Brampton,Hall,40"))
      .sheet("Legend", rows: [["anything"]])
    let report = try harness.execute([
      .workbook("places", book),
      .csv("locations-2027-01", Headers.location, "BRA-01,Brampton,America/Toronto,virtual"),
    ])
    #expect(report.findings() == [])
    #expect(
      codes(report) == [
        "locations: read 1, created 1", "venues: read 1, created 1", "rooms: read 1, created 1",
      ])
  }

  @Test func twoFilesOfATable_areOneTable() throws {
    let report = try ImportHarness().validate([
      .csv("locations-1", Headers.location, "BRA-01,Brampton,America/Toronto,virtual"),
      .csv("locations-2", Headers.location, "bra-01,Brampton East,America/Toronto,virtual"),
    ])
    #expect(
      report.findings() == ["error key.repeated at locations-2.csv:2:1 (location_code)"])
    #expect(codes(report) == ["locations: read 2, invalid 2"])
  }

  @Test func map_readsASheetAsATable() throws {
    let book = WorkbookBuilder().sheet(
      "Proctors", rows: cells("session_code,username,role", "2027-03-TOR-PM,bkhan,lead"))
    let report = try ImportHarness().validate([.workbook("export", book)]) {
      $0.sheetTables = ["Proctors": "session_proctors"]
    }
    #expect(report.findings() == [])
    #expect(codes(report) == ["session_proctors: read 1, created 1"])
  }

  @Test func table_namesWhatAFileHolds() throws {
    let report = try ImportHarness().validate([
      .csv("book1", "location_code,name", "TOR-01,Toronto Downtown")
    ]) { $0.table = "locations" }
    #expect(codes(report) == ["locations: read 1, unchanged 1"])
  }

  @Test func with_addsAFileOfATable() throws {
    let harness = try ImportHarness()
    let path = try SampleFile.csv(
      "new", Headers.location, "BRA-01,Brampton,America/Toronto,virtual"
    ).write(to: harness.scratch)
    let report = try harness.validate([
      .csv("venues", Headers.venue, "BRA-01-A,BRA-01,Hall,40")
    ]) { $0.tableFiles = [(table: "locations", path: path)] }
    #expect(report.findings() == [])
    #expect(
      codes(report) == ["locations: read 1, created 1", "venues: read 1, created 1"])
  }

  @Test func headerSet_findsTheTableOfAnUnnamedFile() throws {
    let report = try ImportHarness().validate([
      .csv("book1", Headers.location, "BRA-01,Brampton,America/Toronto,virtual")
    ])
    #expect(codes(report) == ["locations: read 1, created 1"])
  }

  @Test func compoundKeys_andIdentities_findTheirRecords() throws {
    let harness = try ImportHarness()
    let report = try harness.execute([
      .csv(
        "rooms", "venue_code,room_code,seats", "TOR-01-MTCC,r-012,61", "OTT-01-CC,R-012,20"),
      .csv(
        "session_proctors", "session_code,email,username,role",
        "2027-03-TOR-AM,M.Lee@Example.org,,lead", "March afternoon,,000417,lead"),
    ])
    #expect(report.findings() == [])
    #expect(
      codes(report) == [
        "rooms: read 2, created 1, updated 1",
        "session_proctors: read 2, created 1, unchanged 1",
      ])
  }

  @Test func references_areFoundByNameWithinTheirParent() throws {
    let harness = try ImportHarness()
    let stored = try harness.execute([
      .csv("venues", Headers.venue, "OTT-01-A,ottawa centre,Annex,40", "TOR-01-A,TOR-01,Annex,40")
    ])
    #expect(stored.findings() == [])
    let report = try harness.execute([
      .csv(
        "common_sessions",
        "session_code,name,exam_codes,location_code,venue_code,start_at,end_at,capacity",
        "S-NEW,April,Ethics,Ottawa Centre,annex,2027-04-10 09:00,2027-04-10 11:00,40")
    ])
    #expect(report.findings() == [])
    #expect(
      try harness.stored(
        """
        SELECT v.venue_code FROM common_sessions s JOIN venues v ON v.id = s.venue_id
        WHERE s.session_code = 'S-NEW'
        """) == ["OTT-01-A"])
  }

  @Test func exampleRow_countsApart() throws {
    let report = try ImportHarness().validate([
      .csv(
        "locations", Headers.location, "#EXAMPLE TOR-01,Toronto,America/Toronto,virtual",
        "BRA-01,Brampton,America/Toronto,virtual", "", "OAK-01,Oakville,America/Toronto,virtual")
    ])
    #expect(report.findings() == [])
    #expect(codes(report) == ["locations: read 4, blank 1, example 1, created 2"])
  }
}
