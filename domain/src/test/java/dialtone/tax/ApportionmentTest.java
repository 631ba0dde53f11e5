package dialtone.tax;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApportionmentTest {

    private static List<Fraction> hundredths(String shares) {
        return Arrays.stream(shares.split(" ", -1))
                .map(share -> Fraction.ofPercent(new BigDecimal(share)))
                .toList();
    }

    @ParameterizedTest(name = "{0} hundredths are {1}")
    @CsvSource({
        "57 57 57, 1 1 0",
        "-57 -57 -57, -1 -1 0",
        "50, 1",
        "-50, -1",
        "49, 0",
        "149 101 250, 1 1 3",
        "130 -30, 1 0",
        "-130 30, -1 0",
        "160 -60, 2 -1",
        "0 50 0, 0 1 0",
        "33 33 34, 0 0 1",
        "10 20 30 40, 0 0 0 1",
        "200 300, 2 3",
    })
    void whatIsMissingGoesToThoseThatLostMost(String shares, String parts) {
        assertThat(Apportionment.largestRemainders(hundredths(shares)).stream().map(BigInteger::toString))
                .containsExactly(parts.split(" ", -1));
    }

    @Test
    void nothingIsDividedAmongNobody() {
        assertThat(Apportionment.largestRemainders(List.of())).isEmpty();
    }

    @Test
    void thePartsAddUpAndAreNextToTheirShares() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<Fraction> shares = Stream.generate(() -> new Fraction(
                            BigInteger.valueOf(random.nextInt(-3_000, 9_000)),
                            BigInteger.valueOf(random.nextInt(1, 300))))
                    .limit(random.nextInt(12))
                    .toList();
            List<BigInteger> parts = Apportionment.largestRemainders(shares);

            assertThat(parts.stream().reduce(BigInteger.ZERO, BigInteger::add))
                    .isEqualTo(shares.stream()
                            .reduce(Fraction.ZERO, Fraction::plus)
                            .rounded());
            for (int i = 0; i < shares.size(); i++) {
                Fraction off = Fraction.of(parts.get(i)).plus(shares.get(i).negated());
                assertThat(off.compareWith(Fraction.ONE)).isNegative();
                assertThat(off.compareWith(Fraction.ONE.negated())).isPositive();
            }
        }
    }

    @ParameterizedTest(name = "{0}/{1}: floor {2}, rounded {3}")
    @CsvSource({
        "5,2,2,3",
        "-5,2,-3,-3",
        "7,3,2,2",
        "-7,3,-3,-2",
        "8,3,2,3",
        "6,3,2,2",
        "-6,3,-2,-2",
        "0,9,0,0",
        "1,2,0,1"
    })
    void aFractionIsRoundedHalfAwayFromZero(long numerator, long denominator, long floor, long rounded) {
        Fraction fraction = new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));

        assertThat(fraction.floor()).isEqualTo(floor);
        assertThat(fraction.rounded()).isEqualTo(rounded);
    }

    @Test
    void aPercentageIsExact() {
        assertThat(Fraction.ofPercent(new BigDecimal("9.975")))
                .isEqualTo(new Fraction(BigInteger.valueOf(9_975), BigInteger.valueOf(100_000)));
        assertThat(Fraction.ofPercent(new BigDecimal("1E+2"))).isEqualTo(Fraction.ONE);
        assertThat(Fraction.ofPercent(new BigDecimal("19")).over(Fraction.ofPercent(new BigDecimal("119"))))
                .isEqualTo(new Fraction(BigInteger.valueOf(19), BigInteger.valueOf(119)));
    }
}
