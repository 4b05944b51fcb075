/// Reads the guard limits of a package, a table or a target.
package enum GuardDescriptor {
  /// Reads the limits; members named in `also` are left to the caller.
  package static func read(_ object: ObjectReader, also names: String...) -> GuardLimits {
    var limits = GuardLimits()
    limits.changePercent = percent(object, "changePercent")
    limits.changeRows = object.count("changeRows")
    limits.deletePercent = percent(object, "deletePercent")
    limits.deleteRows = object.count("deleteRows")
    limits.deleteMost = object.count("deleteMost")
    limits.rejectPercent = percent(object, "rejectPercent")
    limits.rejectRows = object.count("rejectRows")
    limits.scope = object.strings("scope")
    for name in names { object.know(name) }
    object.finish(.all)
    return limits
  }

  private static func percent(_ object: ObjectReader, _ name: String) -> Double? {
    guard let number = object.number(name) else { return nil }
    guard (0...100).contains(number) else {
      object.invalid(name, "`\(name)` is a share in percent, from 0 to 100")
      return nil
    }
    return number
  }
}
