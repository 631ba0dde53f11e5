package dialtone.tax;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whole parts of a rounded sum by the method of largest remainders (Hamilton's method): each part is its exact share without what is behind
 * the point; what is missing goes, one each, to those that lost most, of equals to the first. The parts of 0.57, 0.57 and 0.57, which are 2
 * together, are 1, 1 and 0. Of the same amounts with the other sign each part has the other sign: a credit takes back exactly what was
 * charged.
 */
final class Apportionment {

    private Apportionment() {}

    /** @return for each share the whole number next below or above it; together the sum of the shares, rounded half up */
    static List<BigInteger> largestRemainders(List<Fraction> shares) {
        Fraction sum = shares.stream().reduce(Fraction.ZERO, Fraction::plus);
        if (sum.numerator().signum() < 0) {
            return largestRemainders(shares.stream().map(Fraction::negated).toList()).stream()
                    .map(BigInteger::negate)
                    .toList();
        }
        List<BigInteger> parts =
                new ArrayList<>(shares.stream().map(Fraction::floor).toList());
        List<Fraction> lost = IntStream.range(0, shares.size())
                .mapToObj(i -> shares.get(i).plus(Fraction.of(parts.get(i)).negated()))
                .toList();
        BigInteger missing = sum.rounded().subtract(parts.stream().reduce(BigInteger.ZERO, BigInteger::add));
        IntStream.range(0, shares.size())
                .boxed()
                .sorted(Comparator.comparing(lost::get, Fraction::compareWith).reversed())
                .limit(missing.intValueExact())
                .forEach(i -> parts.set(i, parts.get(i).add(BigInteger.ONE)));
        return parts;
    }
}
