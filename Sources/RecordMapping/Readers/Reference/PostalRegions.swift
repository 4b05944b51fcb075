/// The subdivisions that postal codes belong to, by how they begin.
enum PostalRegions {
  /// Canada: the first letter.
  private static let canadian: [Character: [String]] = [
    "A": ["NL"], "B": ["NS"], "C": ["PE"], "E": ["NB"], "G": ["QC"], "H": ["QC"], "J": ["QC"],
    "K": ["ON"], "L": ["ON"], "M": ["ON"], "N": ["ON"], "P": ["ON"], "R": ["MB"], "S": ["SK"],
    "T": ["AB"], "V": ["BC"], "X": ["NT", "NU"], "Y": ["YT"],
  ]

  /// United States: the first three digits, from and to, by state.
  private static let american = """
    NY 005 MA 010-027 RI 028-029 NH 030-038 ME 039-049 VT 050-054 MA 055 VT 056-059 CT 060-069
    PR 006-007 VI 008 PR 009 NJ 070-089 NY 100-149 PA 150-196 DE 197-199 DC 200-205 VA 201
    MD 206-219 VA 220-246 WV 247-268 NC 270-289 SC 290-299 GA 300-319 FL 320-339 FL 341-349
    AL 350-369 TN 370-385 MS 386-397 GA 398-399 KY 400-427 OH 430-459 IN 460-479 MI 480-499
    IA 500-528 WI 530-549 MN 550-567 DC 569 SD 570-577 ND 580-588 MT 590-599 IL 600-629
    MO 630-658 KS 660-679 NE 680-693 LA 700-714 AR 716-729 OK 730-749 TX 750-799 CO 800-816
    WY 820-831 ID 832-838 UT 840-847 AZ 850-865 NM 870-884 TX 885 NV 889-898 CA 900-961
    HI 967-968 GU 969 MP 969 AS 967 OR 970-979 WA 980-994 AK 995-999
    """

  /// States by prefix of three digits.
  private static let byPrefix: [[String]] = {
    var states = [[String]](repeating: [], count: 1000)
    let words = american.split { $0 == " " || $0 == "\n" }
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      let bounds = words[index + 1].split(separator: "-").compactMap { Int($0) }
      guard let low = bounds.first, let high = bounds.last, low <= high, high < 1000 else {
        continue
      }
      for prefix in low...high { states[prefix].append(String(words[index])) }
    }
    return states
  }()

  /// States by first digit.
  private static let byFirstDigit: [Set<String>] = (0..<10).map { digit in
    Set(byPrefix[digit * 100..<digit * 100 + 100].joined())
  }

  /// The subdivisions that share the first letter (CA) or digit (US) of a canonical code.
  ///
  /// `nil` in other countries.
  static func subdivisions(of code: String, in country: String) -> [String]? {
    guard let first = code.first else { return nil }
    switch country {
    case "CA": return canadian[first]?.map { "CA-" + $0 }
    case "US":
      guard let digit = first.wholeNumberValue, digit < 10 else { return nil }
      return byFirstDigit[digit].sorted().map { "US-" + $0 }
    default: return nil
    }
  }

  /// The subdivisions of `found` that a message names: in the United States, those of the first three
  /// digits.
  static func narrow(_ found: [String], of code: String, in country: String) -> [String] {
    guard country == "US", let prefix = Int(code.prefix(3)), prefix < 1000 else { return found }
    let states = byPrefix[prefix]
    return states.isEmpty ? found : states.map { "US-" + $0 }
  }
}
