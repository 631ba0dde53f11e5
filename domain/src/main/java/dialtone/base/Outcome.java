package dialtone.base;

import java.util.List;
import java.util.function.Function;

/** What came of a request: the value, or the reasons why not. */
public sealed interface Outcome<T> {

    record Accepted<T>(T value) implements Outcome<T> {}

    /** @param reasons at least one */
    record Rejected<T>(List<Rejection> reasons) implements Outcome<T> {
        public Rejected {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("A refusal has a reason");
            }
        }
    }

    static <T> Outcome<T> accepted(T value) {
        return new Accepted<>(value);
    }

    static <T> Outcome<T> rejected(List<Rejection> reasons) {
        return new Rejected<>(reasons);
    }

    static <T> Outcome<T> rejected(Rejection reason) {
        return new Rejected<>(List.of(reason));
    }

    default <R> R fold(
            Function<? super T, ? extends R> accepted, Function<? super List<Rejection>, ? extends R> rejected) {
        return switch (this) {
            case Accepted<T>(T value) -> accepted.apply(value);
            case Rejected<T>(List<Rejection> reasons) -> rejected.apply(reasons);
        };
    }
}
