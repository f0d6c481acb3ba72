import Foundation

/// Solves small symmetric positive definite systems.
enum Cholesky {
    /// The x of `matrix · x = vector`.
    static func solve(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        let size = vector.count
        var lower = matrix
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row][column]
                for k in 0..<column { sum -= lower[row][k] * lower[column][k] }
                // Rounding may leave a diagonal a hair below zero.
                lower[row][column] = row == column ? max(sum, 1e-300).squareRoot() : sum / lower[column][column]
            }
        }
        var solution = vector
        for row in 0..<size {
            for k in 0..<row { solution[row] -= lower[row][k] * solution[k] }
            solution[row] /= lower[row][row]
        }
        for row in (0..<size).reversed() {
            for k in (row + 1)..<max(size, row + 1) { solution[row] -= lower[k][row] * solution[k] }
            solution[row] /= lower[row][row]
        }
        return solution
    }
}
