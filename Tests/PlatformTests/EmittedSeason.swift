import Foundation
import TestSupport
import Testing

/// What of the example season a system has to have, and what it has, read from its own files.
///
/// Equal sorted lists say that each is there, once, with its values, and nothing else.
struct EmittedSeason: Equatable {
  /// By kind of record, the records as text, sorted.
  var records: [String: [String]]

  /// Whether the system has nothing of the season.
  var isEmpty: Bool { records.values.allSatisfy(\.isEmpty) }
  /// How many records there are.
  var count: Int { records.values.reduce(0) { $0 + $1.count } }

  private static let login = "replace(replace(replace(username, '.', '_'), '-', '_'), '@', '_')"
  private static let enrolled = """
    FROM bookings b JOIN students s ON s.id = b.student_id JOIN exams e ON e.id = b.exam_id
    WHERE b.status IN ('booked', 'completed') AND s.status = 'active'
    """

  /// What a system has to have.
  static func expected(_ kind: Platform.Kind, in setting: EmitSetting) throws -> EmittedSeason {
    let people = "first_name || ' ' || last_name"
    let courses = "FROM exams WHERE status = 'published' AND course_code IS NOT NULL"
    return switch kind {
    case .kolibri:
      EmittedSeason(records: [
        "users": try setting.stored(
          """
          SELECT \(login), \(people), coalesce(student_no, '') FROM students UNION ALL
          SELECT \(login), \(people), coalesce(external_id, '') FROM instructors
          """),
        "classes": try setting.stored("SELECT DISTINCT course_code \(courses)"),
        "members": try setting.stored(
          "SELECT DISTINCT \(login.replacing("username", with: "s.username")), e.course_code \(enrolled)"
        ),
        "roles": try setting.stored(
          """
          SELECT \(login), CASE role WHEN 'administrator' THEN 'admin' ELSE 'coach' END
          FROM instructors
          """),
      ])
    case .pretix:
      EmittedSeason(records: [
        "customers": try setting.stored("SELECT email, \(people), student_no, phone FROM students"),
        "orders": try setting.stored(
          "SELECT replace(b.booking_ref, '-', ''), 'p', s.email, s.\(people.replacing("|| l", with: "|| s.l")), e.exam_code \(enrolled)"
        ),
      ])
    case .scim:
      EmittedSeason(records: [
        "users": try setting.stored(
          """
          SELECT username, \(people), email, coalesce(student_no, ''), 'Student' FROM students UNION ALL
          SELECT username, \(people), email, coalesce(external_id, ''),
            CASE role WHEN 'administrator' THEN 'Staff' ELSE 'Faculty' END FROM instructors
          """),
        "groups": try setting.stored("SELECT DISTINCT course_code \(courses)"),
        "members": try setting.stored("SELECT DISTINCT s.username, e.course_code \(enrolled)"),
      ])
    }
  }

  /// What a system has.
  static func found(in platform: Platform) throws -> EmittedSeason {
    let path = try #require(platform.facts["DATABASE"])
    func rows(_ sql: String) throws -> [String] { try lines(of: sql, in: path) }
    return switch platform.kind {
    case .kolibri:
      EmittedSeason(records: [
        "users": try rows(
          """
          SELECT username, full_name, id_number FROM kolibriauth_facilityuser
          WHERE username <> 'admin' AND date_deleted IS NULL
          """),
        "classes": try rows("SELECT name FROM kolibriauth_collection WHERE kind = 'classroom'"),
        "members": try rows(
          """
          SELECT u.username, c.name FROM kolibriauth_membership m
          JOIN kolibriauth_facilityuser u ON u.id = m.user_id
          JOIN kolibriauth_collection c ON c.id = m.collection_id
          """),
        "roles": try rows(
          """
          SELECT u.username, r.kind FROM kolibriauth_role r
          JOIN kolibriauth_facilityuser u ON u.id = r.user_id WHERE u.username <> 'admin'
          """),
      ])
    case .pretix:
      EmittedSeason(records: [
        "customers": try rows(
          "SELECT email, name_cached, external_identifier, phone FROM pretixbase_customer"),
        "orders": try rows(
          """
          SELECT o.code, o.status, o.email, p.attendee_name_cached, i.internal_name
          FROM pretixbase_order o JOIN pretixbase_orderposition p ON p.order_id = o.id
          JOIN pretixbase_item i ON i.id = p.item_id WHERE o.status <> 'c'
          """),
      ])
    case .scim: try SCIMResources(of: platform).season
    }
  }
}

/// The users and groups of a SCIM provider, asked with curl.
private struct SCIMResources {
  let season: EmittedSeason

  init(of platform: Platform) throws {
    func resources(_ name: String) throws -> [[String: Any]] {
      let scratch = try ScratchFolder()
      let address = "\(platform.facts["SCIM_URL"] ?? "")/\(name)?count=1000"
      let run = try ProgramRun.bounded(
        [
          "/usr/bin/curl", "-fsS", "-m", "20", "-H",
          "Authorization: Bearer \(platform.facts["SCIM_TOKEN"] ?? "")", address,
        ], in: scratch)
      try #require(run.status == 0, "\(run.errors)")
      let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      let found = object?["Resources"] as? [[String: Any]] ?? []
      try #require(found.count == object?["totalResults"] as? Int)
      return found
    }
    let users = try resources("Users")
    let groups = try resources("Groups")
    func text(_ object: [String: Any]?, _ name: String) -> String {
      object?[name] as? String ?? ""
    }
    var names: [String: String] = [:]
    var lines: [String] = []
    for user in users {
      names[text(user, "id")] = text(user, "userName")
      let name = user["name"] as? [String: Any]
      let email = (user["emails"] as? [[String: Any]])?.first
      lines.append(
        [
          text(user, "userName"), text(name, "givenName") + " " + text(name, "familyName"),
          text(email, "value"), text(user, "externalId"), text(user, "userType"),
        ].joined(separator: "|"))
    }
    let members = groups.flatMap { group in
      (group["members"] as? [[String: Any]] ?? []).map {
        (names[text($0, "value")] ?? "?") + "|" + text(group, "displayName")
      }
    }
    season = EmittedSeason(records: [
      "users": lines.sorted(), "groups": groups.map { text($0, "displayName") }.sorted(),
      "members": members.sorted(),
    ])
  }
}
