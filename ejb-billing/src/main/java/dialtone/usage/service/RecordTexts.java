package dialtone.usage.service;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a usage file as text, one at a time; no more than one of them is in memory. */
interface RecordTexts {

    /** @return one that is longer than its layout allows is cut one character behind that; null after the last */
    @Nullable
    String next() throws IOException;
}
