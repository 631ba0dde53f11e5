package dialtone.usage.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;

class SettledFilesTest {

    private final SettledFiles files = new SettledFiles(name -> name.startsWith("msc1"));

    @Test
    void a_file_is_taken_when_two_looks_in_a_row_find_it_the_same() {
        assertThat(look("msc1_1.csv", 100, 1)).isFalse();
        assertThat(look("msc1_1.csv", 200, 1)).as("grown").isFalse();
        assertThat(look("msc1_1.csv", 200, 2)).as("written again").isFalse();
        assertThat(look("msc1_1.csv", 200, 2)).isTrue();
    }

    @Test
    void one_that_was_away_in_between_is_another_one() {
        look("msc1_1.csv", 100, 1);
        files.look();
        assertThat(look("msc1_1.csv", 100, 1)).isFalse();
    }

    @Test
    void names_of_files_on_their_way_and_folders_are_never_taken() {
        for (String name : new String[] {"msc1_1.csv.part", "msc1_1.csv.FILEPART", "msc1_1.tmp", "holiday.csv"}) {
            look(name, 100, 1);
            assertThat(look(name, 100, 1)).as(name).isFalse();
        }
        files.look();
        assertThat(files.accept(file("msc1_1", 0, 1, true))).isFalse();
    }

    private boolean look(String name, long length, long modified) {
        files.look();
        return files.accept(file(name, length, modified, false));
    }

    private static GenericFile<Object> file(String name, long length, long modified, boolean folder) {
        GenericFile<Object> file = new GenericFile<>();
        file.setFileNameOnly(name);
        file.setFileLength(length);
        file.setLastModified(modified);
        file.setDirectory(folder);
        return file;
    }
}
