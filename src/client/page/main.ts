/** Small comforts for pages that work without them. */
import { countCharacters } from './character-count.js';
import { keepDrafts } from './draft.js';
import { openDialogs } from './dialogs.js';
import { focusErrors } from './error-focus.js';
import { closeMenus } from './menus.js';
import { followMoving } from './moving.js';
import { guardSubmits } from './once.js';
import { offerPrinting } from './print.js';
import { showSimilar } from './similar.js';
import { switchTheme } from './theme-switch.js';
import { warnUnsaved } from './unsaved.js';
import { doWork } from './work.js';
import { readTableFiles } from './table-file.js';

focusErrors();
keepDrafts();
countCharacters();
readTableFiles();
warnUnsaved();
guardSubmits();
closeMenus();
openDialogs();
switchTheme();
showSimilar();
offerPrinting();
doWork();
followMoving();
