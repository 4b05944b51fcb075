import Foundation
import ImportPipeline
import ImportService
import TabularCore
import TestSupport
import Workbooks

/// A set of roster files as a sender would write it, to be changed and read.
struct RosterSet {
  /// The files by name, as text.
  var files: [String: String]
  /// What the manifest says of files that are there.
  var mode = "bulk"
  /// What the manifest says besides, by property; an empty word leaves the line out.
  var words: [String: String] = [:]
  /// The version that the manifest names; `nil` for no manifest.
  var version: String? = "1.2"

  static let whole = RosterSet(files: [
    "orgs.csv": """
    sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    o-1,,,North District,district,,
    o-2,,,North High,school,0417,o-1
    """,
    "academicSessions.csv": """
    sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
    y-1,,,2026-2027,schoolYear,2026-09-01,2027-07-01,,2027
    t-1,,,Fall,term,2026-09-01,2027-02-01,y-1,2027
    t-2,,,Spring,term,2027-02-01,2027-07-01,y-1,2027
    """,
    "courses.csv": """
    sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
    c-1,,,y-1,Algebra I,MATH101,"09,10",o-2,"Mathematics,Logic","MA,LO"
    """,
    "classes.csv": """
    sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
    k-1,,,Algebra I/2,09,c-1,MATH101-2,scheduled,Room 12,o-2,"t-1,t-2",Mathematics,MA,"1,3"
    """,
    "users.csv": """
    sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns
    u-1,,,true,mlee,"{LDAP:mlee},{Fed:77}",Morgan,Lee,,4711,m.lee@example.org,,,,09,,M-1,Mo,,,o-2,
    u-2,,,true,troy,,Tess,Roy,,0042,t.roy@example.org,,,,,,,,,,o-2,
    """,
    "roles.csv": """
    sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
    r-1,,,u-1,primary,student,,,o-2,
    r-2,,,u-2,primary,teacher,,,o-2,
    r-3,,,u-2,secondary,proctor,,,o-2,
    """,
    "enrollments.csv": """
    sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
    e-1,,,k-1,o-2,u-1,student,,2026-09-01,2027-07-01
    e-2,,,k-1,o-2,u-2,teacher,true,,
    """,
    "demographics.csv": """
    sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
    u-1,,,2011-04-03,female,false,true,false,false,false,false,false,CA,ON,Toronto,
    """,
  ])

  /// All files of version 1.2, and those of 1.1, by stem.
  private static let stems = [
    "1.2": [
      "academicSessions", "categories", "classes", "classResources", "courses", "courseResources",
      "demographics", "enrollments", "lineItemLearningObjectiveIds", "lineItems",
      "lineItemScoreScales", "orgs", "resources", "resultLearningObjectiveIds", "results",
      "resultScoreScales", "roles", "scoreScales", "userProfiles", "userResources", "users",
    ],
    "1.1": [
      "academicSessions", "categories", "classes", "classResources", "courses", "courseResources",
      "demographics", "enrollments", "lineItems", "orgs", "resources", "results", "users",
    ],
  ]

  var manifest: String? {
    guard let version else { return nil }
    var lines = ["propertyName,value"]
    func add(_ name: String, _ word: String) {
      let word = words[name] ?? word
      if !word.isEmpty { lines.append("\(name),\(word)") }
    }
    add("manifest.version", "1.0")
    add("oneroster.version", version)
    let stems = Self.stems[version] ?? []
    for stem in stems { add("file.\(stem)", files["\(stem).csv"] == nil ? "absent" : mode) }
    for name in words.keys.sorted()
    where !name.hasPrefix("manifest.") && name != "oneroster.version"
      && !stems.contains(where: { name == "file.\($0)" })
    {
      add(name, "")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The set with a text replaced in a file.
  func replacing(_ old: String, with new: String, in file: String) -> RosterSet {
    var set = self
    set.files[file] = files[file]?.replacing(old, with: new)
    return set
  }

  /// The set with every record stamped, as a file of changes has them.
  var stamped: RosterSet {
    var set = self
    set.mode = "delta"
    for (name, text) in files {
      let lines = text.split(separator: "\n").enumerated().map { index, line in
        guard index > 0, let comma = line.firstIndex(of: ",") else { return String(line) }
        return line[..<comma] + ",active,2026-11-01T08:00:00.000Z" + line[comma...].dropFirst(2)
      }
      set.files[name] = lines.joined(separator: "\n")
    }
    return set
  }

  /// The files with their bytes, the manifest among them.
  var bytes: [(name: String, bytes: [UInt8])] {
    var all = files.sorted { $0.key < $1.key }.map { ($0.key, Array(($0.value + "\n").utf8)) }
    if let manifest { all.insert(("manifest.csv", Array(manifest.utf8)), at: 0) }
    return all
  }
}

extension RosterSet {
  /// The files of a zip: the header, then the rows in any order.
  static func contents(of path: String) throws -> [String: [String]] {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    let archive = try ArchiveFiles(fileDescriptor: file.fileDescriptor)
    var contents: [String: [String]] = [:]
    for name in archive.names {
      var bytes: [UInt8] = []
      try archive.read(name) { piece in
        bytes += piece
        return true
      }
      contents[name] = lines(String(decoding: bytes, as: UTF8.self))
    }
    return contents
  }

  private static func lines(_ text: String) -> [String] {
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    return lines.prefix(1) + lines.dropFirst().sorted()
  }

  /// The same of the set itself.
  var contents: [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: bytes.map {
        ($0.name, Self.lines(String(decoding: $0.bytes, as: UTF8.self)))
      })
  }
}

extension ExportSetting {
  /// Writes a set as a zip and imports it.
  @discardableResult
  func importing(
    _ set: RosterSet, into store: String, _ mode: ImportOptions.Mode = .execute,
    adjusting: (inout ImportRequest) -> Void = { _ in }
  ) throws -> ImportReport {
    let path = path("set.zip")
    try ZipWriting.write(set.bytes, to: path)
    return try importing([path], into: store, mode, adjusting: adjusting)
  }
}
