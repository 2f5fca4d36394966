// A PDF holds the glyphs it shows. cairo takes them out of a font's own table of outlines, and for that reads the table
// whole: 16 to 25 MB for each of the Chinese fonts, 160 MB for a certificate. Told that there is no such table it asks
// FreeType for the glyphs one by one instead, and writes the same outlines: 46 MB, a third of the time, a PDF of a
// sixth. A function of the program comes before a library's, so cairo calls this one. Another cairo that does not ask
// this way would only need more memory.
#include <dlfcn.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H

extern "C" __attribute__((visibility("default"))) FT_Error FT_Load_Sfnt_Table(FT_Face face, FT_ULong tag,
                                                                              FT_Long offset, FT_Byte* buffer,
                                                                              FT_ULong* length) {
  using Load = FT_Error (*)(FT_Face, FT_ULong, FT_Long, FT_Byte*, FT_ULong*);
  static const Load load = reinterpret_cast<Load>(::dlsym(RTLD_NEXT, "FT_Load_Sfnt_Table"));
  if (load == nullptr || tag == FT_MAKE_TAG('C', 'F', 'F', ' ')) return FT_Err_Table_Missing;
  return load(face, tag, offset, buffer, length);
}
