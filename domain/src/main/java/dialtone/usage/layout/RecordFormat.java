package dialtone.usage.layout;

import java.util.List;
import java.util.Optional;

/** How a file holds records, and where in a record the values are that a layout reads. */
public sealed interface RecordFormat {

    /** How many values of a record are read. */
    int columns();

    /** Number of the first record as people count: the line of a file whose header is line 1, else the first record. */
    default long firstRecord() {
        return 1;
    }

    /**
     * Fields with a character between them (RFC 4180, but that no field holds an end of line).
     *
     * @param quote   around a field, twice within it; empty when nothing is quoted
     * @param header  whether the first line names the columns
     * @param names   of the columns that are read; their places from 1, as text, in a file without header
     */
    record Delimited(char delimiter, Optional<Character> quote, boolean header, List<String> names)
            implements RecordFormat {
        public Delimited {
            names = List.copyOf(names);
        }

        @Override
        public int columns() {
            return names.size();
        }

        @Override
        public long firstRecord() {
            return header ? 2 : 1;
        }
    }

    /**
     * Values at the same places of each line.
     *
     * @param places of those that are read
     */
    record FixedWidth(List<Place> places) implements RecordFormat {

        /**
         * @param from   first character, from 1
         * @param length characters, at least 1
         */
        public record Place(int from, int length) {
            int end() {
                return from - 1 + length;
            }
        }

        public FixedWidth {
            places = List.copyOf(places);
        }

        @Override
        public int columns() {
            return places.size();
        }
    }

    /**
     * Objects, one a line or as the elements of one array.
     *
     * @param array    whether they are elements of an array
     * @param pointers RFC 6901, of the values that are read
     */
    record Json(boolean array, List<String> pointers) implements RecordFormat {
        public Json {
            pointers = List.copyOf(pointers);
        }

        @Override
        public int columns() {
            return pointers.size();
        }
    }
}
