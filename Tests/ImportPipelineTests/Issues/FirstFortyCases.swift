import TabularCore

/// The forty conditions that every import must find, each in a file of one row.
enum FirstForty {
  static let cases: [CellCase] = locations + venues + sittings + people

  private static let location = "location_code,name,time_zone,kind"

  private static let locations: [CellCase] = [
    CellCase(
      "key.missing", "locations", location, ",Brampton,America/Toronto,virtual", (2, 1),
      "location_code", "`location_code` is empty; a row needs its key"),
    CellCase(
      "value.required", "locations", location, "BRA-01,,America/Toronto,virtual", (2, 2), "name",
      "`name` is empty, expected a text"),
    CellCase(
      "value.required-if", "locations",
      location + ",street,city,subdivision,country,postal_code",
      "BRA-01,Brampton,America/Toronto,physical,,Brampton,CA-ON,CA,L6V 1A1", (2, 5), "street",
      "`street` is empty, expected a value because `kind` is `physical`"),
    CellCase(
      "value.pattern", "locations", location, "BRA/01,Brampton,America/Toronto,virtual", (2, 1),
      "location_code",
      "`BRA/01` does not fit `location_code`: letters, digits, `-` and `_` only"),
    CellCase(
      "value.too-long", "locations", location + ",building",
      "BRA-01,Brampton,America/Toronto,virtual,ABCDEFGHIJKLMNOPQRSTU", (2, 5), "building",
      "`building` has `21` characters, at most `20` are allowed"),
    CellCase(
      "value.text-damaged", "locations", location, "MTL-01,MontrÃ©al,America/Toronto,virtual",
      (2, 2), "name", "`MontrÃ©al` was decoded twice, expected `Montréal`"),
    CellCase(
      "value.time-zone-unknown", "locations", location, "BRA-01,Brampton,EST,virtual", (2, 3),
      "time_zone", "`EST` is not a time zone name, expected one such as `America/Toronto`"),
    CellCase(
      "value.enum-unknown", "locations", location, "BRA-01,Brampton,America/Toronto,phisical",
      (2, 4), "kind", "`phisical` is not a `kind`, expected `physical` or `virtual`"),
    CellCase(
      "value.subdivision-unknown", "locations", location + ",country,subdivision",
      "BRA-01,Brampton,America/Toronto,virtual,CA,TX", (2, 6), "subdivision",
      "`TX` is not a province of `CA`"),
    CellCase(
      "value.postal-code-invalid", "locations", location + ",country,postal_code",
      "BRA-01,Brampton,America/Toronto,virtual,CA,M5O 1E3", (2, 6), "postal_code",
      "`M5O 1E3` is not a postal code of `CA`: the letter `O` is not used"),
    CellCase(
      "value.phone-invalid", "locations", location + ",country,phone",
      "BRA-01,Brampton,America/Toronto,virtual,CA,416 555 012", (2, 6), "phone",
      "`416 555 012` has `9` digits, a number in `CA` has `10`"),
    CellCase(
      "value.email-invalid", "locations", location + ",email",
      "BRA-01,Brampton,America/Toronto,virtual,jdoe@school", (2, 5), "email",
      "`jdoe@school` is not an e-mail address: the host has no dot"),
    CellCase(
      "value.out-of-range", "locations", location + ",latitude,longitude",
      "BRA-01,Brampton,America/Toronto,virtual,91,-79.76", (2, 5), "latitude",
      "`91` is above `90`, the highest `latitude`"),
    CellCase(
      "value.not-integer", "locations", location + ",capacity",
      "BRA-01,Brampton,America/Toronto,virtual,12.5", (2, 5), "capacity",
      "`12.5` is not a whole number"),
    CellCase(
      "value.date-invalid", "locations", location + ",valid_from",
      "BRA-01,Brampton,America/Toronto,virtual,31/02/2027", (2, 5), "valid_from",
      "`31/02/2027` is not a calendar date"),
    CellCase(
      "value.date-order-unclear", "locations", location + ",valid_from",
      "BRA-01,Brampton,America/Toronto,virtual,03/04/2027", (2, 5), "valid_from",
      "`03/04/2027` can be 3 April or 4 March; nothing in the column decides"),
    CellCase(
      "rule.coordinates-pair", "locations", location + ",latitude,longitude",
      "BRA-01,Brampton,America/Toronto,virtual,43.73,", (2, 5), "latitude",
      "`latitude` is given without `longitude`"),
    CellCase(
      "header.required-missing", "locations", "location_code,name,kind", "BRA-01,Brampton,virtual",
      (1, 0), "time_zone", "column `time_zone` is missing"),
    CellCase(
      "header.unknown", "locations", location + ",shoe_size",
      "BRA-01,Brampton,America/Toronto,virtual,42", (1, 5), nil,
      "column `shoe_size` is not known; `1` value was not read"),
    CellCase(
      "header.repeated", "locations", location + ",E-mail,Email address",
      "BRA-01,Brampton,America/Toronto,virtual,a@example.org,b@example.org", (1, 6), "email",
      "`E-mail` and `Email address` both mean `email`"),
    CellCase(
      "csv.too-many-fields", "locations", location,
      "BRA-01,Brampton,America/Toronto,virtual,Ontario", (2, 5), nil,
      "the row has `5` fields, the header has `4`; the first surplus one is `Ontario`",
      inSheet: (
        "header.unnamed", (1, 5), "column `E` has values in `1` row and no header"
      )),
  ]

  private static let venue = "venue_code,location_code,name,seats"

  private static let venues: [CellCase] = [
    CellCase(
      "reference.missing", "venues", venue, "TOR-10-ANX,TOR-10,Annex,40", (2, 2), "location_code",
      "location `TOR-10` is neither in this run nor in the store"),
    CellCase(
      "rule.money-pair", "venues", venue + ",hire_cost,currency",
      "TOR-01-ANX,TOR-01,Annex,40,1250.00,", (2, 5), "hire_cost",
      "`hire_cost` `1250.00` has no `currency`"),
    CellCase(
      "value.list-item-empty", "venues", venue + ",accessibility",
      "TOR-01-ANX,TOR-01,Annex,40,wheelchair;;lift", (2, 5), "accessibility",
      "the list `wheelchair;;lift` has an empty item"),
  ]

  private static let sitting =
    "session_code,name,exam_codes,venue_code,start_at,end_at,capacity"

  private static let sittings: [CellCase] = [
    CellCase(
      "rule.session-end", "common_sessions", sitting,
      "S-NEW,April sitting,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 08:30,40", (2, 6),
      "end_at",
      "the session ends at `2027-04-10 08:30`, expected a time after its start `2027-04-10 09:00`"),
    CellCase(
      "rule.session-too-short", "common_sessions", sitting,
      "S-NEW,April sitting,CIFC-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 11:00,40", (2, 6),
      "end_at", "the session lasts `120` minutes, exam `CIFC-EN` needs `180`"),
    CellCase(
      "rule.deadline-order", "common_sessions", sitting + ",registration_deadline",
      "S-NEW,April sitting,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 11:00,40,2027-04-11 23:59",
      (2, 8), "registration_deadline",
      "`registration_deadline` `2027-04-11 23:59` is after the start `2027-04-10 09:00`"),
    CellCase(
      "rule.venue-location", "common_sessions",
      "session_code,name,exam_codes,location_code,venue_code,start_at,end_at,capacity",
      "S-NEW,April sitting,ETH-EN,TOR-01,OTT-01-CC,2027-04-10 09:00,2027-04-10 11:00,40", (2, 5),
      "venue_code", "venue `OTT-01-CC` belongs to `OTT-01`, the session says `TOR-01`"),
    CellCase(
      "rule.time-zone-differs", "common_sessions", sitting + ",time_zone",
      "S-NEW,April sitting,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 11:00,40,"
        + "America/Vancouver",
      (2, 8), "time_zone",
      "`America/Vancouver` differs from `America/Toronto`, the zone of `TOR-01`"),
    CellCase(
      "value.local-time-gap", "common_sessions", sitting,
      "S-NEW,Night sitting,ETH-EN,TOR-01-MTCC,2027-03-14 02:30,2027-03-14 11:00,40", (2, 5),
      "start_at",
      "`02:30` on `2027-03-14` does not exist in `America/Toronto`; clocks go from `02:00` to "
        + "`03:00`"),
    CellCase(
      "reference.inactive", "common_sessions", sitting,
      "S-NEW,April sitting,ETH-EN,TOR-01-OLD,2027-04-10 09:00,2027-04-10 11:00,40", (2, 4),
      "venue_code", "venue `TOR-01-OLD` is `inactive`, expected an active one"),
    CellCase(
      "rule.password-needs-lock", "common_sessions", sitting + ",locked,session_password",
      "S-NEW,April sitting,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 11:00,40,no,spring27",
      (2, 9), "session_password", "a password is set but `locked` is `no`"),
    CellCase(
      "rule.capacity-over-seats", "common_sessions", sitting,
      "S-NEW,April sitting,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 11:00,150", (2, 7),
      "capacity", "`capacity` `150` exceeds the `120` seats of venue `TOR-01-MTCC`"),
  ]

  private static let identity = "session_code,username,email,role"

  private static let people: [CellCase] = [
    CellCase(
      "value.secret-refused", "proctors", "username,email,first_name,last_name,password",
      "zdunn,z.dunn@example.org,Zoe,Dunn,Temp1234!", (2, 5), "password",
      "`password` is filled in; passwords are not imported into `proctors`"),
    CellCase(
      "key.store-taken", "proctors", "username,email,first_name,last_name",
      "mlee2,m.lee@example.org,Morgan,Lee", (2, 2), "email",
      "`email` `m.lee@example.org` belongs to stored `proctors` record `mlee`"),
    CellCase(
      "rule.identity-missing", "session_proctors", identity, "2027-03-TOR-PM,,,lead", (2, 2),
      "username", "neither `username` nor `email` is given, expected one of them"),
    CellCase(
      "rule.identity-disagrees", "session_proctors", identity,
      "2027-03-TOR-PM,mlee,j.patel@example.org,lead", (2, 3), "email",
      "`username` is `mlee`, `email` `j.patel@example.org` belongs to `jpatel`"),
    CellCase(
      "rule.proctor-not-assigned", "session_proctors", identity, "2027-03-TOR-PM,jpatel,,lead",
      (2, 2), "username", "`jpatel` is not assigned to location `TOR-01`"),
    CellCase(
      "rule.proctor-overlap", "session_proctors", identity, "2027-03-TOR-X,mlee,,lead", (2, 2),
      "username", "`mlee` is already assigned to `2027-03-TOR-AM`, `09:00` to `12:30`"),
    CellCase(
      "rule.lead-repeated", "session_proctors", identity, "2027-03-TOR-AM,bkhan,,lead", (2, 4),
      "role", "`2027-03-TOR-AM` already has lead `mlee`"),
  ]
}
