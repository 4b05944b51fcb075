/// Whether two date-times differ as times do that were read in the wrong zone.
enum ZoneShift {
  /// Whether the zone explains the difference of two date-times, each a local text and an instant.
  ///
  /// That is so when the instants are equal, when the local texts are, and when one is the other shifted
  /// by the distance that either of them has from UTC.
  static func explains(
    _ local: String, _ utc: String, _ otherLocal: String, _ otherUTC: String
  ) -> Bool {
    guard local != otherLocal, utc != otherUTC else { return true }
    guard let wall = InstantText(local)?.wall, let instant = InstantText(utc)?.wall,
      let otherWall = InstantText(otherLocal)?.wall,
      let otherInstant = InstantText(otherUTC)?.wall
    else { return false }
    let distance = abs(instant - otherInstant)
    return distance == abs(wall - instant) || distance == abs(otherWall - otherInstant)
  }
}
