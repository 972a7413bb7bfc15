patrol-span-day = a day
patrol-span-week = a week

patrol-locked = This identity belongs to another patrol; please begin a new one.
patrol-ends-before-it-begins = The patrol ends before it begins; please check the phone's clock.
patrol-too-long = A patrol lasts at most { $hours } hours; please end it and begin another.
patrol-in-the-future = The patrol lies in the future; please check the phone's clock.
patrol-fix-outside = Fix { $number } lies outside the time of the patrol; tracks are kept for patrols only.
patrol-fix-nowhere = Fix { $number } is no place on earth.
patrol-too-many-fixes = At most { $most } fixes are taken at once; please send them in pieces.
patrol-setting-range = Please enter a whole number from { $least } to { $most }.
patrol-frequency-day = { $times } a day
patrol-frequency-week = { $times } a week
